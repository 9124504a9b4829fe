"""Rows of what was said: contributions, comments on them, and what they lead to.

A walk goes along the index of publication, some hundred contributions at a time; each time is a
transaction of its own, so that no download holds the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select, tuple_

from consult.contributions import Contribution
from consult.discussion import Comment, State
from consult.ideamap import BondKind, Node, NodeBond, NodeLink
from consult.kernel.db import db
from consult.kernel.text import text_of_html
from consult.opendata.scope import NOTHING, Scope
from consult.projects import CandidateProject, Origin
from consult.projects import State as ProjectState

if TYPE_CHECKING:
    from collections.abc import Mapping

BATCH = 500
MOST_COMMENTS = 1_000
"""A batch of comments takes no further contribution once it holds so many."""

Said = Row[Any]
_ORDER = (Contribution.published_at, Contribution.id)


def walk(scope: Scope, *columns: Any, size: int = BATCH) -> Iterator[Sequence[Said]]:
    """Read public contributions in batches, the oldest first; nothing is held between two."""
    query = scope.public.with_only_columns(*_ORDER, *columns).order_by(*_ORDER).limit(size)
    after: tuple[Any, ...] | None = None
    while True:
        asked = query if after is None else query.where(tuple_(*_ORDER) > tuple_(*after))
        rows = db.session.execute(asked).all()
        db.forget()
        if rows:
            after = (rows[-1].published_at, rows[-1].id)
            yield rows
        if len(rows) < size:
            return


def contributions(scope: Scope) -> Iterator[list[tuple[Any, ...]]]:
    """Each public contribution."""
    table = Contribution.__table__.c
    columns = (
        *(table.code, table.title, table.body, table.language, table.channel, table.version),
        *(table.municipality_id, table.theme_id, table.supports, table.comments),
        *(table.revised_at, table.evidence),
    )
    for rows in walk(scope, *columns):
        reached = _reached(scope, [row.id for row in rows])
        yield [_contribution(scope, row, reached) for row in rows]
        db.forget()


def _contribution(scope: Scope, row: Said, reached: Mapping[int, int]) -> tuple[Any, ...]:
    told = row.evidence or {}
    channel = str(row.channel)
    return (
        row.code,
        scope.url(f"ideas/{row.code}"),
        row.title,
        text_of_html(str(row.body)),
        row.language,
        *scope.channels.get(channel, (channel,) * len(NOTHING)),
        *scope.place(row.municipality_id),
        *scope.themes.get(row.theme_id, NOTHING),
        *scope.reached[reached.get(row.id, 0)].words,
        scope.moment(row.published_at),
        scope.moment(row.revised_at),
        row.version,
        row.supports if scope.shows_supports else None,
        row.comments,
        *(told.get(name) for name in ("url", "supports", "comments", "outcome")),
    )


def _reached(scope: Scope, ids: Sequence[int]) -> dict[int, int]:
    """Return the farthest point, by its place among all, of those that came beyond the first."""
    found: dict[int, int] = {}
    for place, point in enumerate(scope.reached):
        if point.ids is not None:
            came = point.ids.subquery()
            there = db.session.scalars(select(came.c[0]).where(came.c[0].in_(ids)))
            found |= dict.fromkeys(there, place)
    return found


def comments(scope: Scope) -> Iterator[list[tuple[Any, ...]]]:
    """Each public comment on a public contribution, contribution by contribution."""
    for rows in walk(scope, Contribution.code, Contribution.comments):
        for some in _by_comments([row for row in rows if row.comments]):
            codes = {row.id: row.code for row in some}
            yield [_comment(scope, one, codes) for one in _comments_on(codes)]
            db.forget()


def _by_comments(rows: Sequence[Said]) -> Iterator[list[Said]]:
    some: list[Said] = []
    held = 0
    for row in rows:
        some.append(row)
        held += row.comments
        if held >= MOST_COMMENTS:
            yield some
            some, held = [], 0
    if some:
        yield some


def _comments_on(codes: Mapping[int, str]) -> Sequence[Any]:
    table = Comment.__table__.c
    parent = Comment.__table__.alias("parent")
    return db.session.execute(
        select(
            *(table.id, table.contribution_id, table.source, table.language, table.written_at),
            parent.c.id.label("parent_id"),
        )
        .select_from(
            Comment.__table__.outerjoin(
                parent, (parent.c.id == table.parent_id) & (parent.c.state == State.PUBLISHED)
            )
        )
        .where(table.contribution_id.in_(list(codes)), table.state == State.PUBLISHED)
        .order_by(table.contribution_id, table.id)
    ).all()


def _comment(scope: Scope, row: Said, codes: Mapping[int, str]) -> tuple[Any, ...]:
    code = codes[row.contribution_id]
    return (
        row.id,
        scope.url(f"ideas/{code}/comments/{row.id}"),
        code,
        row.parent_id,
        row.source,
        row.language,
        scope.moment(row.written_at),
    )


def links(scope: Scope) -> Iterator[list[tuple[Any, ...]]]:
    """Each tie of a public contribution to a node of the map or to a public project."""
    for rows in walk(scope, Contribution.code):
        codes = {row.id: row.code for row in rows}
        ties = defaultdict(list)
        for one, *tie in (*_to_nodes(scope, codes), *_to_projects(scope, codes)):
            ties[one].append(tie)
        yield [(row.code, *tie) for row in rows for tie in ties[row.id]]
        db.forget()


def _to_nodes(scope: Scope, codes: Mapping[int, str]) -> Iterator[tuple[Any, ...]]:
    joined = (NodeBond.kind == BondKind.JOINED) & NodeBond.undone_at.is_(None)
    found = db.session.execute(
        select(NodeLink.contribution_id, NodeLink.node_id, NodeLink.linked_at, NodeBond.other_id)
        .join(Node, Node.id == NodeLink.node_id)
        .outerjoin(NodeBond, (NodeBond.node_id == Node.id) & joined)
        .where(
            NodeLink.contribution_id.in_(list(codes)),
            NodeLink.unlinked_at.is_(None),
            Node.process_id == scope.process_id,
        )
        .order_by(NodeLink.id)
    )
    for row in found:
        node = row.other_id or row.node_id
        yield row.contribution_id, "node", node, None, None, scope.moment(row.linked_at)


def _to_projects(scope: Scope, codes: Mapping[int, str]) -> Iterator[tuple[Any, ...]]:
    found = db.session.execute(
        select(Origin.contribution_id, CandidateProject.code, Origin.section, Origin.added_at)
        .join(CandidateProject, CandidateProject.id == Origin.project_id)
        .where(
            Origin.contribution_id.in_(list(codes)),
            Origin.removed_at.is_(None),
            CandidateProject.process_id == scope.process_id,
            CandidateProject.state != ProjectState.DRAFT,
        )
        .order_by(Origin.id)
    )
    for row in found:
        since, section = scope.moment(row.added_at), str(row.section)
        yield row.contribution_id, "project", None, row.code, section, since
