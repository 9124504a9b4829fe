"""Reading the public register of decisions, and the double checks behind its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from consult.contributions import Contribution
from consult.docket.agreement import Agreement, agreement
from consult.docket.models import UNDO_FOR, Check, Decision, SecondLook, Verb
from consult.docket.subjects import CARD, CARDS, kinds
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import Page, paginate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.accounts import Person
    from consult.kernel.i18n import Words
    from consult.processes import Process

LOOKED_THROUGH = 50


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many decisions there are of each sort, and how many by each rule."""

    by_verb: dict[Verb, int]
    by_rule: dict[str, int]


def _told(process: Process) -> Select[Decision]:
    """The decisions that stand, once they can no longer be taken back."""
    return select(Decision).where(
        Decision.process_id == process.id,
        Decision.undone_at.is_(None),
        Decision.at <= now() - UNDO_FOR,
    )


def register_of(process: Process, *, after: str | None = None) -> Page[Decision]:
    """One page of what was decided, the newest first."""
    return paginate(
        _told(process),
        (Decision.at, Decision.id),
        lambda row: (row.at, row.id),
        after=after,
    )


def answers_to(decisions: Sequence[Decision]) -> dict[int, Verb | None]:
    """The second looks at these decisions, by the id of the decision: none while they wait."""
    rows = db.session.scalars(
        select(SecondLook)
        .options(joinedload(SecondLook.answer))
        .where(SecondLook.decision_id.in_([one.id for one in decisions]))
    )
    return {row.decision_id: row.answer.verb if row.answer else None for row in rows}


def words_of(decisions: Sequence[Decision]) -> dict[int, Words]:
    """What each of these decisions was about, by the id of the decision."""
    said = [one.subject_id for one in decisions if one.kind == "contribution"]
    cards = set(
        db.session.scalars(
            select(Contribution.id).where(
                Contribution.id.in_(said), Contribution.channel.in_(CARDS)
            )
        )
    )
    known = kinds()
    return {
        one.id: CARD
        if one.kind == "contribution" and one.subject_id in cards
        else known[one.kind].word
        if one.kind in known
        else one.kind
        for one in decisions
    }


def tallied(process: Process) -> Tallied:
    """Count what was decided, by sort and by rule."""
    rows = db.session.execute(
        _told(process)
        .with_only_columns(Decision.verb, Decision.reason_code, func.count())
        .group_by(Decision.verb, Decision.reason_code)
    ).all()
    by_verb: dict[Verb, int] = {}
    by_rule: dict[str, int] = {}
    for verb, rule, number in rows:
        by_verb[verb] = by_verb.get(verb, 0) + number
        if verb is Verb.HIDDEN and rule is not None:
            by_rule[rule] = by_rule.get(rule, 0) + number
    return Tallied(by_verb, by_rule)


def agreement_in(process: Process) -> Agreement | None:
    """How far the double checks agree with the first decisions."""
    rows = db.session.execute(
        select(Decision.verb, Check.publishes)
        .join(Check, Check.decision_id == Decision.id)
        .where(Check.process_id == process.id, Check.publishes.is_not(None))
    )
    return agreement([(verb is Verb.PUBLISHED, bool(second)) for verb, second in rows])


def open_checks(process: Process, person: Person) -> Sequence[Check]:
    """The first of the drawn decisions that somebody other than a person took, unanswered."""
    return db.session.scalars(
        select(Check)
        .join(Check.decision)
        .options(contains_eager(Check.decision))
        .where(
            Check.process_id == process.id,
            Check.at.is_(None),
            Decision.by_id != person.id,
            Decision.undone_at.is_(None),
        )
        .order_by(Check.id)
        .limit(LOOKED_THROUGH)
    ).all()


def get_check(process: Process, check_id: int) -> Check:
    """One drawn decision. Raises `NotFoundError`."""
    check = db.session.scalar(
        select(Check)
        .options(joinedload(Check.decision))
        .where(Check.id == check_id, Check.process_id == process.id)
    )
    if check is None:
        raise NotFoundError(_("There is no such double check."))
    return check
