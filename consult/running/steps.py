"""The agenda as steps: which block comes next, what the next press does, when each begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from consult.tables import Block, Session, SessionState


class Step(StrEnum):
    """What the next press of the console does."""

    OPEN = "open"
    START = "start"
    REVEAL = "reveal"
    NEXT = "next"
    END = "end"


@dataclass(frozen=True, slots=True)
class Stop:
    """A block of the agenda with the moment at which it began or is to begin."""

    block: Block
    at: datetime
    is_next: bool


def following(session: Session, block: Block) -> Block | None:
    """Return the block after this one, if it is not the last."""
    return next((one for one in session.blocks if one.position > block.position), None)


def step_of(session: Session) -> Step | None:
    """Return what comes next in a session; none once it is over or called off.

    What is covered is revealed by a step of its own, so that everyone sees it before going on.
    """
    if session.state is SessionState.PREPARED:
        return None if session.is_cancelled else Step.OPEN
    if session.state is SessionState.OPEN:
        return Step.START
    block = session.block
    if block is None:
        return None
    if block.is_covered:
        return Step.REVEAL
    return Step.NEXT if following(session, block) else Step.END


def ends_at(session: Session, block: Block, at: datetime) -> datetime:
    """Return when a block that has begun ends, as of now: a pause moves it on with each second."""
    seconds = 60 * block.minutes + block.extra_seconds + block.paused_seconds
    waited = at - session.paused_at if session.paused_at else timedelta()
    return (block.began_at or at) + timedelta(seconds=seconds) + waited


def agenda(session: Session, at: datetime) -> list[Stop]:
    """Return every block with when it began or, by the minutes of those before it, will begin."""
    stops, hand = [], session.block
    after = following(session, hand) if hand else None
    begins = session.started_at or max(session.starts_at, at)
    for block in session.blocks:
        begins = block.began_at or begins
        stops.append(Stop(block, begins, block is after))
        if block.ended_at is not None:
            begins = block.ended_at
        elif block is hand:
            begins = max(ends_at(session, block, at), at)
        else:
            begins += timedelta(minutes=block.minutes)
    return stops


def planned_end(session: Session, at: datetime) -> datetime:
    """Return when the session ends if every block still to come takes its minutes."""
    last = agenda(session, at)[-1]
    if last.block.is_at_hand:
        return max(ends_at(session, last.block, at), at)
    return last.block.ended_at or last.at + timedelta(minutes=last.block.minutes)


def minutes_late(session: Session, at: datetime) -> int:
    """Return by how many whole minutes a session will end later than planned."""
    begun = session.started_at or max(session.starts_at, at)
    planned = begun + timedelta(minutes=sum(block.minutes for block in session.blocks))
    return max(0, round((planned_end(session, at) - planned).total_seconds() / 60))
