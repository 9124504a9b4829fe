"""Arranging the map: nodes, and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, touch_process
from consult.ideamap.facts import contribution_linked, contribution_unlinked
from consult.ideamap.models import Maturity, Node, NodeLink
from consult.ideamap.policy import can_curate, can_link
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean, clean_line
from consult.processes import Process


class NoTitleError(RefusedError):
    """A thing that people read about has a title in at least one language."""


class StaleNodeError(ConflictError):
    """Somebody else has saved this node since its page was opened."""


class LinkedAlreadyError(RefusedError):
    """A contribution hangs on a node once."""


@dataclass(frozen=True, slots=True)
class NodeDraft:
    """What a curator typed: texts by language, and the place in the tree by ids."""

    title: dict[str, str]
    summary: dict[str, str]
    maturity: Maturity = Maturity.SPARK
    strategy_id: int | None = None
    keyword: int | None = None
    theme_id: int | None = None


def create_node(person: Person, process: Process, draft: NodeDraft) -> Node:
    """Open a node on the map. Raises `NotAllowedError` and `NoTitleError`."""
    require(can_curate(person, process))
    node = Node(process_id=process.id, created_by_id=person.id, created_at=now())
    _apply(node, _cleaned(process, draft))
    db.session.add(node)
    db.session.flush()
    note_act(person, "node.created", node)
    touch_process(process.id)
    return node


def edit_node(person: Person, process: Process, node: Node, draft: NodeDraft, version: int) -> Node:
    """Change what a node says and where it stands.

    `version` is the one the curator read. Raises `NotAllowedError`, `NoTitleError`, and
    `StaleNodeError` when somebody else saved it meanwhile.
    """
    require(can_curate(person, process))
    cleaned = _cleaned(process, draft)
    db.lock_row(node)
    if node.version != version:
        raise StaleNodeError(
            _("Somebody else changed this node while you were writing. Your words are kept below.")
        )
    changed = _apply(node, cleaned)
    if changed:
        node.version += 1
        db.session.flush()
        note_act(person, "node.edited", node, changed=changed)
        touch_process(process.id)
    return node


def ripen(person: Person, node: Node, maturity: Maturity) -> None:
    """Bring a node to a maturity, unless it has come farther already."""
    if node.maturity.stage >= maturity.stage:
        return
    db.lock_row(node)
    node.maturity = maturity
    node.version += 1
    db.session.flush()
    note_act(person, "node.ripened", node, maturity=str(maturity))
    touch_process(node.process_id)


def link_contribution(
    person: Person,
    process: Process,
    node: Node,
    contribution: Contribution,
    note: str = "",
    at: datetime | None = None,
) -> NodeLink:
    """Hang a published contribution on a node; several hung together share the moment `at`.

    Raises `NotAllowedError`, and `LinkedAlreadyError` when it hangs there already.
    """
    require(can_link(person, process, node, contribution))
    db.lock_row(node)
    if _active_link(node, contribution) is not None:
        raise LinkedAlreadyError(_("It is linked to this node already."), field="code")
    link = NodeLink(
        node_id=node.id,
        contribution_id=contribution.id,
        linked_by_id=person.id,
        linked_at=at or now(),
        note=clean(note),
    )
    db.session.add(link)
    db.session.flush()
    note_act(person, "contribution.linked", contribution, node=node.id)
    touch_process(process.id)
    contribution_linked.announce(link)
    return link


def unlink_contribution(person: Person, process: Process, link: NodeLink) -> None:
    """Take a contribution off a node; it can be linked again.

    Raises `NotAllowedError`, and `ConflictError` when it was taken off already.
    """
    require(can_curate(person, process))
    db.lock_row(link)
    if link.unlinked_at is not None:
        raise ConflictError(_("Somebody else has taken it off this node already."))
    link.unlinked_at = now()
    link.unlinked_by_id = person.id
    db.session.flush()
    note_act(person, "contribution.unlinked", None, node=link.node_id, link=link.id)
    touch_process(process.id)
    contribution_unlinked.announce(link)


def _active_link(node: Node, contribution: Contribution) -> NodeLink | None:
    return db.session.scalar(
        select(NodeLink).where(
            NodeLink.node_id == node.id,
            NodeLink.contribution_id == contribution.id,
            NodeLink.unlinked_at.is_(None),
        )
    )


def _cleaned(process: Process, draft: NodeDraft) -> NodeDraft:
    title = {code: clean_line(words) for code, words in draft.title.items() if words.strip()}
    if not title:
        first = process.languages[0]
        raise NoTitleError(_("Give it a title in at least one language."), field=f"title_{first}")
    summary = {code: clean(words) for code, words in draft.summary.items() if words.strip()}
    return NodeDraft(
        title,
        summary,
        draft.maturity,
        draft.strategy_id,
        draft.keyword if draft.strategy_id else None,
        draft.theme_id,
    )


def _apply(node: Node, draft: NodeDraft) -> list[str]:
    """Take over a draft, and return the names of what changed."""
    wanted = {field.name: getattr(draft, field.name) for field in fields(draft)}
    changed = [name for name, value in wanted.items() if getattr(node, name) != value]
    for name in changed:
        setattr(node, name, wanted[name])
    return changed
