"""Asking the vectors which texts mean about the same, and laying that before the curators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from consult.contributions import Contribution, State
from consult.ideamap import NodeLink
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every
from consult.meaning import groups_in_meaning
from consult.processes import Process
from consult.suggesting.models import Suggestion, SuggestionState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

FEWEST = 3
MOST_OPEN = 20
SAME_FROM = 0.5
"""Two groups that share this part of all they hold are the same suggestion."""


@every(seconds=300, outside=True)
def suggest_nodes() -> None:
    """Lay groups of what hangs on no node before the curators of each consultation."""
    with db.aside() as session:
        processes = session.scalars(select(Process.id).order_by(Process.id)).all()
    for process_id in processes:
        groups = groups_in_meaning(process_id)
        if groups is not None:
            with db.transaction():
                lay(process_id, groups)


def lay(process_id: int, groups: Sequence[Sequence[int]]) -> None:
    """Keep these groups as the open suggestions, less what was decided on or hangs somewhere.

    What is open already and still holds stays as it is, under its own number.
    """
    loose = _loose(process_id, {one for group in groups for one in group})
    wanted = [[one for one in group if one in loose] for group in groups]
    decided, opened = _before(process_id)
    wanted = [
        group
        for group in wanted
        if len(group) >= FEWEST and not any(_are_same(group, one) for one in decided)
    ][:MOST_OPEN]
    gone = [number for number, group in opened.items() if group not in wanted]
    db.session.execute(delete(Suggestion).where(Suggestion.id.in_(gone)))
    kept = list(opened.values())
    db.session.add_all(
        Suggestion(process_id=process_id, contributions=group, made_at=now())
        for group in wanted
        if group not in kept
    )
    db.session.flush()


def _before(process_id: int) -> tuple[list[list[int]], dict[int, list[int]]]:
    """What was decided on, and what is open by its number."""
    rows = db.session.execute(
        select(Suggestion.id, Suggestion.state, Suggestion.contributions)
        .where(Suggestion.process_id == process_id)
        .order_by(Suggestion.id)
    ).all()
    return (
        [row.contributions for row in rows if row.state is not SuggestionState.OPEN],
        {row.id: row.contributions for row in rows if row.state is SuggestionState.OPEN},
    )


def _loose(process_id: int, ids: Collection[int]) -> set[int]:
    """Those of these that are public and hang on no node."""
    hung = select(NodeLink.contribution_id).where(NodeLink.unlinked_at.is_(None))
    return set(
        db.session.scalars(
            select(Contribution.id).where(
                Contribution.id.in_(ids),
                Contribution.process_id == process_id,
                Contribution.state == State.PUBLISHED,
                Contribution.id.not_in(hung),
            )
        )
    )


def _are_same(one: Collection[int], other: Collection[int]) -> bool:
    both, either = set(one) & set(other), set(one) | set(other)
    return len(both) >= SAME_FROM * len(either)
