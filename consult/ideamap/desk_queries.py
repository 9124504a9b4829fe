"""What curators read: who hangs where, what hangs nowhere yet, and looking a voice up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from consult.contributions import CODE_LETTERS, SEARCH_KIND, Contribution, State
from consult.ideamap.models import Node, NodeLink
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import PAGE_SIZE
from consult.processes import Process
from consult.search import matching

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE_LENGTH = 7
MOST_HITS = 200
MOST_LINKS = 500


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


def on_no_node(process: Process, size: int = PAGE_SIZE) -> Sequence[Contribution]:
    """What is published and hangs nowhere yet, the longest wait first."""
    linked = select(NodeLink.id).where(
        NodeLink.contribution_id == Contribution.id, NodeLink.unlinked_at.is_(None)
    )
    return db.session.scalars(
        _published(process)
        .where(~linked.exists())
        .order_by(Contribution.published_at, Contribution.id)
        .limit(size)
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
