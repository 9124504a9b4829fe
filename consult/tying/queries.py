"""Which approved passages have the code of a node, and hang nowhere on it yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from consult.accounts import Person
from consult.coding import Code, Mark
from consult.contributions import Contribution, State
from consult.ideamap import Node, NodeLink
from consult.interviews import Interview, can_read_interview, interviews_with
from consult.kernel.db import db
from consult.kernel.i18n import _
from consult.processes import Process
from consult.returning import ReturnedPassage
from consult.tying.models import TieRefusal

MOST_LAID = 50
"""At once, as a queue: what a curator decides makes room for the next."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A code that the passage has, and who put it there."""

    code: Code
    coder: str


@dataclass(frozen=True, slots=True)
class Tied:
    """An approved passage, a node it could hang on, why, and the interview if one may read it."""

    node: Node
    contribution: Contribution
    reasons: Sequence[Reason]
    interview: Interview | None
    number: int


def count_tied(process: Process) -> int:
    """How many approved passages wait for a curator, counted once for each node."""
    pairs = _waiting(process).distinct().subquery()
    return int(db.session.execute(select(func.count()).select_from(pairs)).scalar_one())


def tied_in(process: Process, person: Person) -> list[Tied]:
    """The first that wait, by node, the oldest node first; each with the codes that say so."""
    first = _waiting(process).distinct().order_by("node_id", "contribution_id").limit(MOST_LAID)
    waiting = first.subquery()
    rows = db.session.execute(
        select(Node, Contribution, ReturnedPassage, Code, Person.display_name)
        .select_from(waiting)
        .join(Node, Node.id == waiting.c.node_id)
        .join(Contribution, Contribution.id == waiting.c.contribution_id)
        .join(ReturnedPassage, ReturnedPassage.contribution_id == Contribution.id)
        .join(Mark, Mark.passage_id == ReturnedPassage.passage_id)
        .join(Code, (Code.id == Mark.code_id) & (Code.node_id == Node.id))
        .join(Person, Person.id == Mark.coder_id)
        .where(Mark.removed_at.is_(None), Mark.stands.is_(True))
        .order_by(Node.id, Contribution.id, Mark.id)
    ).all()
    asked = interviews_with({row.ReturnedPassage.interview_id for row in rows})
    read = {one.id: one for one in asked if can_read_interview(person, one)}
    reasons: dict[tuple[int, int], list[Reason]] = {}
    found: dict[tuple[int, int], Tied] = {}
    for node, contribution, passage, code, name in rows:
        key = (node.id, contribution.id)
        reasons.setdefault(key, []).append(Reason(code, name or _("Somebody")))
        found[key] = Tied(
            node, contribution, reasons[key], read.get(passage.interview_id), passage.number
        )
    return list(found.values())


def find_tied(
    process: Process, node_id: int, contribution_id: int
) -> tuple[Node, Contribution] | None:
    """A node and the passage that waits for it, unless it waits no more."""
    waiting = _waiting(process).where(Node.id == node_id, Contribution.id == contribution_id)
    if db.session.execute(waiting.limit(1)).first() is None:
        return None
    return db.session.get_one(Node, node_id), db.session.get_one(Contribution, contribution_id)


def _waiting(process: Process) -> Select[int, int]:
    """Nodes and public passages with their codes, never hung there and not refused."""
    hung = select(NodeLink.id).where(
        NodeLink.node_id == Node.id, NodeLink.contribution_id == Contribution.id
    )
    refused = select(TieRefusal.id).where(
        TieRefusal.node_id == Node.id, TieRefusal.contribution_id == Contribution.id
    )
    return (
        select(Node.id.label("node_id"), Contribution.id.label("contribution_id"))
        .select_from(ReturnedPassage)
        .join(Contribution, Contribution.id == ReturnedPassage.contribution_id)
        .join(Mark, Mark.passage_id == ReturnedPassage.passage_id)
        .join(Code, Code.id == Mark.code_id)
        .join(Node, Node.id == Code.node_id)
        .where(
            Node.process_id == process.id,
            Contribution.state == State.PUBLISHED,
            Mark.removed_at.is_(None),
            Mark.stands.is_(True),
            Code.retired_at.is_(None),
            ~hung.exists(),
            ~refused.exists(),
        )
    )
