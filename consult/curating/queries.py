"""What curators read: who hangs where, what hangs nowhere yet, and looking a voice up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from consult.accounts import Person
from consult.contributions import CODE_LETTERS, SEARCH_KIND, Contribution, State
from consult.docket import alike_by_contribution
from consult.ideamap import Node, NodeLink
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import PAGE_SIZE
from consult.processes import Process
from consult.search import holding, matching
from consult.taxonomy import Theme
from consult.territory import Zone, places_of, today

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE_LENGTH = 7
MOST_HITS = 200
MOST_LINKS = 500
UNDO_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class LooseFilter:
    """Which of the contributions that hang nowhere are looked for."""

    zone: Zone | None = None
    theme: Theme | None = None
    words: str = ""


def links_with(process: Process, link_ids: Sequence[int]) -> Sequence[NodeLink]:
    """The links with these ids on the map of a process."""
    return db.session.scalars(
        select(NodeLink)
        .join(NodeLink.node)
        .where(NodeLink.id.in_(link_ids), Node.process_id == process.id)
        .order_by(NodeLink.id)
    ).all()


def last_hung(process: Process, person: Person) -> Sequence[NodeLink]:
    """What a person last hung on one node at once, if it still hangs there and is fresh."""
    newest = db.session.scalars(
        select(NodeLink)
        .join(NodeLink.node)
        .options(contains_eager(NodeLink.node))
        .where(
            Node.process_id == process.id,
            NodeLink.linked_by_id == person.id,
            NodeLink.linked_at > now() - UNDO_LASTS,
        )
        .order_by(NodeLink.id.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        return []
    together = select(NodeLink).where(
        NodeLink.node_id == newest.node_id,
        NodeLink.linked_by_id == person.id,
        NodeLink.linked_at == newest.linked_at,
        NodeLink.unlinked_at.is_(None),
    )
    return db.session.scalars(together.order_by(NodeLink.id)).all()


def _links_on(node: Node) -> Select[NodeLink]:
    return (
        select(NodeLink)
        .join(NodeLink.contribution)
        .options(
            contains_eager(NodeLink.contribution).joinedload(Contribution.municipality),
            contains_eager(NodeLink.contribution).joinedload(Contribution.theme),
            joinedload(NodeLink.linked_by),
        )
        .where(NodeLink.node_id == node.id)
    )


def links_on(node: Node) -> Sequence[NodeLink]:
    """What hangs on a node, whatever its state, the newest link first."""
    return db.session.scalars(
        _links_on(node)
        .where(NodeLink.unlinked_at.is_(None))
        .order_by(NodeLink.id.desc())
        .limit(MOST_LINKS)
    ).all()


def says_the_same(contribution: Contribution) -> Sequence[Contribution]:
    """What is public of all that says the same as this, itself first."""
    alike = alike_by_contribution([contribution.id], public_only=True).get(contribution.id)
    return [contribution, *(alike.others if alike else ())]


def taken_off(node: Node, size: int = 5) -> Sequence[NodeLink]:
    """What was last taken off a node and still can be linked again."""
    still = select(NodeLink.contribution_id).where(
        NodeLink.node_id == node.id, NodeLink.unlinked_at.is_(None)
    )
    return db.session.scalars(
        _links_on(node)
        .where(
            NodeLink.unlinked_at.is_not(None),
            NodeLink.contribution_id.not_in(still),
            Contribution.state == State.PUBLISHED,
        )
        .order_by(NodeLink.unlinked_at.desc(), NodeLink.id.desc())
        .limit(size)
    ).all()


def get_link(node: Node, link_id: int) -> NodeLink:
    """One link of a node. Raises `NotFoundError`."""
    link = db.session.scalar(
        select(NodeLink).where(NodeLink.id == link_id, NodeLink.node_id == node.id)
    )
    if link is None:
        raise NotFoundError(_("There is no such link."))
    return link


def _published(process: Process) -> Select[Contribution]:
    return (
        select(Contribution)
        .options(joinedload(Contribution.municipality), joinedload(Contribution.theme))
        .where(Contribution.process_id == process.id, Contribution.state == State.PUBLISHED)
    )


def on_no_node(
    process: Process, asked: LooseFilter, size: int = PAGE_SIZE
) -> Sequence[Contribution]:
    """What is published and hangs nowhere yet, as asked for, the longest wait first."""
    linked = select(NodeLink.id).where(
        NodeLink.contribution_id == Contribution.id, NodeLink.unlinked_at.is_(None)
    )
    query = _published(process).where(~linked.exists())
    if asked.zone is not None:
        places = places_of([asked.zone], today())[asked.zone.id]
        query = query.where(Contribution.municipality_id.in_(sorted(places)))
    if asked.theme is not None:
        query = query.where(Contribution.theme_id == asked.theme.id)
    if asked.words:
        hits = holding(SEARCH_KIND, asked.words, MOST_HITS)
        called = Contribution.code == asked.words.upper()
        query = query.where(or_(called, Contribution.id.in_(hits)))
    return db.session.scalars(
        query.order_by(Contribution.published_at, Contribution.id).limit(size)
    ).all()


def looked_up(process: Process, asked: str, size: int = PAGE_SIZE) -> Sequence[Contribution]:
    """The published contributions with this code, else those that hold these words."""
    code = asked.strip().upper()
    if len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS):
        found = db.session.scalars(_published(process).where(Contribution.code == code)).all()
        if found:
            return found
    hits = matching(SEARCH_KIND, asked, MOST_HITS).subquery()
    return db.session.scalars(
        _published(process)
        .join(hits, hits.c.thing_id == Contribution.id)
        .order_by(hits.c.rank.desc(), Contribution.id.desc())
        .limit(size)
    ).all()
