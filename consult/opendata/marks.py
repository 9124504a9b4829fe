"""How many rows a file has and what it is marked by, from public rows alone.

A mark changes with anything that the file holds, and tells of nothing else: what is hidden,
waiting or a draft never moves it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.contributions import Contribution
from consult.discussion import Comment
from consult.discussion import State as CommentState
from consult.ideamap import MATURITIES, BondKind, CellTally, Node, NodeBond, NodeLink
from consult.kernel.db import db
from consult.opendata.licence import VERSION
from consult.opendata.map_files import public_nodes, public_projects
from consult.projects import CandidateProject, Origin
from consult.projects import State as ProjectState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Executable

    from consult.opendata.datasets import Dataset
    from consult.opendata.scope import Scope

EVERY = -1
"""Among the cells of the map: every zone, every theme."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How many rows, when anything public last came or changed, and what to know the file by."""

    rows: int
    at: datetime | None
    etag: str


def mark_of(dataset: Dataset, scope: Scope, *more: str) -> Mark:
    """Return what marks a file; `more` is what else it depends on, such as its shape."""
    told = [tuple(db.session.execute(query).one()) for query in _MARKS[dataset.key](scope)]
    own = told[: 2 if dataset.key == "links" else 1]  # ties to nodes, and ties to projects
    words = (scope.places, scope.themes, scope.channels, scope.platforms, scope.strategies)
    print_of_it = hashlib.sha256(
        repr(
            (
                *(VERSION, dataset.key, dataset.columns, scope.site, scope.shows_supports),
                *(told, words, scope.keywords, [one.words for one in scope.reached], more),
            )
        ).encode()
    )
    moments = [value for one in own for value in one if isinstance(value, datetime)]
    rows = sum(int(one[0]) for one in own)
    return Mark(rows, max(moments, default=None), print_of_it.hexdigest()[:24])


def _contributions(scope: Scope) -> Sequence[Executable]:
    own = scope.public.with_only_columns(
        *(func.count(), func.max(Contribution.published_at), func.max(Contribution.revised_at)),
        *(func.sum(Contribution.id), func.sum(Contribution.version)),
        func.sum(Contribution.comments),
        # Kept counts tell nothing, not even that one more came.
        *((func.sum(Contribution.supports),) if scope.shows_supports else ()),
    )
    return own, *_ties(scope), *_projects(scope)


def _comments(scope: Scope) -> Sequence[Executable]:
    return (
        scope.public.join(Comment, Comment.contribution_id == Contribution.id)
        .where(Comment.state == CommentState.PUBLISHED)
        .with_only_columns(
            *(func.count(), func.max(Comment.written_at), func.max(Comment.changed_at)),
            func.sum(Comment.id),
        ),
    )


def _ties(scope: Scope) -> Sequence[Executable]:
    nodes = (
        scope.public.join(NodeLink, NodeLink.contribution_id == Contribution.id)
        .where(NodeLink.unlinked_at.is_(None))
        .with_only_columns(func.count(), func.max(NodeLink.linked_at), func.sum(NodeLink.id))
    )
    projects = (
        scope.public.join(Origin, Origin.contribution_id == Contribution.id)
        .join(CandidateProject, CandidateProject.id == Origin.project_id)
        .where(Origin.removed_at.is_(None), CandidateProject.state != ProjectState.DRAFT)
        .with_only_columns(func.count(), func.max(Origin.added_at), func.sum(Origin.id))
    )
    bonds = (
        select(func.count(), func.sum(NodeBond.id))
        .join(Node, Node.id == NodeBond.node_id)
        .where(
            Node.process_id == scope.process_id,
            NodeBond.kind == BondKind.JOINED,
            NodeBond.undone_at.is_(None),
        )
    )
    return nodes, projects, bonds


def _nodes(scope: Scope) -> Sequence[Executable]:
    own = select(
        *(func.count(), func.max(Node.created_at), func.sum(Node.id), func.sum(Node.version)),
    ).where(*public_nodes(scope))
    stages = select(
        *(func.count(Node.id).filter(Node.maturity == stage) for stage in MATURITIES)
    ).where(*public_nodes(scope))
    heard = select(func.sum(CellTally.contributions), func.sum(CellTally.people)).where(
        CellTally.process_id == scope.process_id,
        CellTally.zone_id == EVERY,
        CellTally.theme_id == EVERY,
    )
    return own, stages, heard


def _projects(scope: Scope) -> Sequence[Executable]:
    shown = public_projects(scope)
    own = select(
        *(func.count(), func.max(CandidateProject.candidate_at)),
        *(func.max(CandidateProject.edited_at), func.sum(CandidateProject.id)),
        func.sum(CandidateProject.version),
    ).where(*shown)
    states = select(
        *(
            func.count(CandidateProject.id).filter(CandidateProject.state == state)
            for state in ProjectState
        )
    ).where(*shown)
    return own, states, _ties(scope)[1]


def _places(scope: Scope) -> Sequence[Executable]:
    own = scope.public.with_only_columns(
        *(func.count(), func.max(Contribution.published_at)),
        *(func.sum(Contribution.id), func.sum(Contribution.municipality_id)),
        *(func.sum(Contribution.version), func.count(Contribution.municipality_id)),
    )
    return (own,)


_MARKS: dict[str, Callable[[Scope], Sequence[Executable]]] = {
    "contributions": _contributions,
    "comments": _comments,
    "nodes": _nodes,
    "projects": _projects,
    "links": _ties,
    "places": _places,
}
