"""The piles of a session by the points that its votes have told: what is promised first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from consult.tables import Block, BlockKind, Session
from consult.wall import Pile, Result, piles_on, points_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def votes_in(session: Session) -> list[Block]:
    """The votes of a session that were opened."""
    return [
        block
        for block in session.blocks
        if block.kind is BlockKind.VOTE and block.began_at is not None
    ]


def told_points(results: Sequence[Result]) -> Mapping[tuple[str, int], int] | None:
    """The points of all votes that are told, by their targets; none while there is none."""
    if not any(result.total for result in results):
        return None
    counts: Counter[tuple[str, int]] = Counter()
    for result in results:
        counts.update(result.points)
    return counts


def piles_by_points(session: Session) -> list[tuple[Pile, int | None]]:
    """The piles of a session, the most chosen first; without points while no vote is told."""
    told = [points_on(session, block) for block in votes_in(session)]
    points = told_points([one for one in told if one])
    piles = piles_on(session)
    if points is None:
        return [(pile, None) for pile in piles]
    ranked = sorted(piles, key=lambda pile: -points.get(("pile", pile.id), 0))
    return [(pile, points.get(("pile", pile.id), 0)) for pile in ranked]
