"""Which rule of a method a block runs by, as its settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.tables import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.tables import Block, Session


def rotates(block: Block) -> bool:
    """Whether people change tables for it, so that nobody meets twice."""
    return block.kind is BlockKind.BREAKOUT and bool(block.settings.get("rotation"))


def rounds_of(session: Session) -> list[Block]:
    """Return the blocks between which people change tables."""
    return [one for one in session.blocks if rotates(one)]


def keeps_hosts(rounds: Sequence[Block]) -> bool:
    """Whether one stays at each table: unless a method says that everybody moves."""
    return all(one.settings.get("hosts", True) for one in rounds)


def places_of(block: Block) -> int:
    """Return how many things one ranks in a block; none where one puts dots."""
    return int(block.settings.get("ranking") or 0) if block.kind is BlockKind.VOTE else 0


def ranks(block: Block) -> bool:
    """Whether one ranks in it, in place of putting dots."""
    return places_of(block) > 0


def reads_in_turn(block: Block) -> bool:
    """Whether cards are read one at a time."""
    return block.kind is BlockKind.PLENARY and bool(block.settings.get("round_robin"))


def has_grid(block: Block) -> bool:
    """Whether topics are put into a grid."""
    return bool(block.settings.get("grid"))


def slots_of(session: Session) -> list[Block]:
    """Return the hours of a grid: the group work that comes after it."""
    grid = next((one for one in session.blocks if has_grid(one)), None)
    if grid is None:
        return []
    return [
        one
        for one in session.blocks
        if one.position > grid.position and one.kind is BlockKind.BREAKOUT and not rotates(one)
    ]


def scale_of(block: Block) -> tuple[int, int] | None:
    """Return the ends of the scale on which a panel estimates each statement, if it does."""
    scale = block.settings.get("scale")
    return (int(scale[0]), int(scale[1])) if block.kind is BlockKind.SURVEY and scale else None


def asked_before(session: Session, block: Block) -> Block | None:
    """Return the survey whose questions a block asks again, if it does."""
    surveys = [one for one in session.blocks if one.kind is BlockKind.SURVEY]
    number = int(block.settings.get("same_as") or 0)
    if not number or block not in surveys or not 0 < number <= surveys.index(block):
        return None
    return surveys[number - 1]
