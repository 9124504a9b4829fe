"""Rows of what the curators made of it: nodes, projects; and the places that were heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from consult.contributions import Contribution
from consult.ideamap import MATURITIES, BondKind, Node, NodeBond, NodeLink, counts_of
from consult.kernel.db import Model, db
from consult.kernel.i18n import LANGUAGES, text
from consult.opendata.scope import NOTHING, Code, Scope, in_each, worded
from consult.projects import (
    AGREEMENTS,
    COST_BANDS,
    STATES,
    TIES,
    CandidateProject,
    Origin,
    line_of,
    projects_with,
    voices_behind,
)
from consult.projects import State as ProjectState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Select

    from consult.kernel.i18n import Words

BATCH = 100
FEWEST_PEOPLE = 10
"""Fewer people than this are not counted in public: they could be told apart."""

Thing = TypeVar("Thing", bound=Model)


def _walk(query: Select[Thing], kind: type[Thing]) -> Iterator[Sequence[Thing]]:
    """Read things in batches by their ids; each batch in a transaction of its own."""
    after = 0
    while True:
        found = db.session.scalars(query.where(kind.id > after).order_by(kind.id).limit(BATCH))
        things = found.all()
        if things:
            after = things[-1].id
            yield things
        db.forget()
        if len(things) < BATCH:
            return


def public_nodes(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Which nodes are shown: not those joined into others, and only where what was chosen hangs."""
    joined = select(NodeBond.id).where(
        NodeBond.node_id == Node.id, NodeBond.kind == BondKind.JOINED, NodeBond.undone_at.is_(None)
    )
    shown: tuple[ColumnElement[bool], ...] = (
        Node.process_id == scope.process_id,
        ~joined.exists(),
    )
    if not scope.narrows:
        return shown
    chosen = scope.public.subquery()
    hanging = (
        select(func.coalesce(NodeBond.other_id, NodeLink.node_id))
        .select_from(NodeLink)
        .join(chosen, chosen.c.id == NodeLink.contribution_id)
        .outerjoin(
            NodeBond,
            (NodeBond.node_id == NodeLink.node_id)
            & (NodeBond.kind == BondKind.JOINED)
            & NodeBond.undone_at.is_(None),
        )
        .where(NodeLink.unlinked_at.is_(None))
    )
    return (*shown, Node.id.in_(hanging))


def nodes(scope: Scope) -> Iterator[list[tuple[Any, ...]]]:
    """Each node that the map shows."""
    words = {one: worded(one.value, said) for one, said in MATURITIES.items()}
    for some in _walk(select(Node).where(*public_nodes(scope)), Node):
        counts = counts_of([one.id for one in some])
        yield [
            (
                one.id,
                scope.url(f"idea-map/nodes/{one.id}"),
                *_said(one.title),
                *_said(one.summary),
                *scope.strategies.get(one.strategy_id or 0, NOTHING),
                *_keyword(scope, one),
                *scope.themes.get(one.theme_id or 0, NOTHING),
                *words[one.maturity],
                *_voices(counts[one.id].contributions, counts[one.id].people),
                scope.moment(one.created_at),
            )
            for one in some
        ]


def _keyword(scope: Scope, node: Node) -> tuple[str, ...]:
    by_language = scope.keywords.get(node.strategy_id or 0, {})
    place = -1 if node.keyword is None else node.keyword
    lists = (by_language.get(code, ()) for code in LANGUAGES)
    return tuple(words[place] if 0 <= place < len(words) else "" for words in lists)


def _said(texts: Mapping[str, str] | None) -> tuple[str, ...]:
    return in_each(lambda: text(texts))


def _voices(contributions: int, people: int) -> tuple[int, int | None]:
    """Few people are not counted: they could be told apart."""
    return contributions, people if people >= FEWEST_PEOPLE else None


def public_projects(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """Which projects are shown: no drafts, and only those born from what was chosen."""
    shown: tuple[ColumnElement[bool], ...] = (
        CandidateProject.process_id == scope.process_id,
        CandidateProject.state != ProjectState.DRAFT,
    )
    if not scope.narrows:
        return shown
    chosen = scope.public.subquery()
    born = (
        select(Origin.project_id)
        .join(chosen, chosen.c.id == Origin.contribution_id)
        .where(Origin.removed_at.is_(None))
    )
    return (*shown, CandidateProject.id.in_(born))


def projects(scope: Scope) -> Iterator[list[tuple[Any, ...]]]:
    """Each project that everyone can read."""
    for some in _walk(select(CandidateProject).where(*public_projects(scope)), CandidateProject):
        ids = [one.id for one in some]
        ties, behind, lines = _ties(ids), voices_behind(ids), line_of(ids)
        into = projects_with(line[0].into_id for line in lines.values() if line)
        yield [
            (
                one.code,
                scope.url(f"projects/{one.code}"),
                *_worded(one.state, STATES),
                *_said(one.title),
                *scope.platforms.get(one.main_platform_id, NOTHING),
                *_tied(scope, ties[one.id]),
                *_said(one.problem),
                *_said(one.objective),
                *_said(one.actions),
                *_said(one.promoter),
                one.partners,
                *_worded(one.cost_band, COST_BANDS),
                *_said(one.cost),
                one.sources,
                *_said(one.timing),
                *_worded(one.agreement_kind, AGREEMENTS),
                *_said(one.agreement),
                one.indicators,
                *_voices(*behind[one.id]),
                scope.moment(one.candidate_at),
                scope.moment(one.edited_at),
                into[lines[one.id][0].into_id].code if lines[one.id] else None,
            )
            for one in some
        ]


Kind = TypeVar("Kind")


def _worded(kind: Kind | None, called: Mapping[Kind, Words]) -> Code:
    return NOTHING if kind is None else worded(str(kind), called[kind])


def _ties(project_ids: Sequence[int]) -> dict[int, dict[str, list[int]]]:
    found: dict[int, dict[str, list[int]]] = {one: defaultdict(list) for one in project_ids}
    for name, (kind, column) in TIES.items():
        table = kind.__table__.c
        query = select(table.project_id, table[column]).where(table.project_id.in_(project_ids))
        for project_id, other_id in db.session.execute(query.order_by(table.id)):
            found[project_id][name].append(other_id)
    return found


def _tied(scope: Scope, ties: Mapping[str, Sequence[int]]) -> tuple[list[str], ...]:
    places = {one.zone_id: one.zone for one in scope.places.values()}
    return (
        [scope.platforms[one][0] for one in ties.get("others", ()) if one in scope.platforms],
        [places[one] for one in ties.get("zones", ()) if one in places],
        [scope.places[one].code for one in ties.get("municipalities", ()) if one in scope.places],
        [scope.themes[one][0] for one in ties.get("themes", ()) if one in scope.themes],
    )


def heard_from(scope: Scope) -> dict[int, int]:
    """How many public contributions of those chosen came from each municipality, by its id."""
    query = scope.public.with_only_columns(Contribution.municipality_id, func.count())
    rows = db.session.execute(query.group_by(Contribution.municipality_id)).all()
    db.forget()
    return {place: count for place, count in rows if place is not None}


def places(scope: Scope) -> Iterator[list[tuple[Any, ...]]]:
    """Each municipality that stands today, and those that are no more but were heard from."""
    heard = heard_from(scope)
    yield [
        (
            *(one.code, one.name, one.zone, one.zone_name, one.latitude, one.longitude),
            heard.get(one.id, 0),
        )
        for one in scope.places.values()
        if one.stands or one.id in heard
    ]
