"""The countdown: one moment computed by the server, seen alike on every screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.kernel.clock import clock_rate
from consult.running.steps import ends_at
from consult.tables import Block, Session

MINUTE = 60
HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Countdown:
    """How long a block still lasts: below zero it should be over.

    `at` is the server's clock, and `rate` how fast it runs beside a browser's.
    """

    at: datetime
    ends_at: datetime
    seconds: int
    of_seconds: int
    stopped: bool
    rate: float

    @property
    def figures(self) -> str:
        """Return the time left in figures: 3:42, and 0:00 once it is over."""
        return figures(self.left)

    @property
    def at_ms(self) -> int:
        """Return the server's moment in milliseconds, as scripts count."""
        return milliseconds(self.at)

    @property
    def ends_at_ms(self) -> int | None:
        """Return when it ends in milliseconds; nothing while it is stopped."""
        return None if self.stopped else milliseconds(self.ends_at)

    @property
    def over(self) -> str:
        """Return in figures for how long it should have been over."""
        return figures(max(0, -self.seconds))

    @property
    def left(self) -> int:
        """Return the seconds left, none below zero."""
        return max(0, self.seconds)


def countdown_of(session: Session, block: Block, at: datetime) -> Countdown:
    """Return the countdown of a block at hand, as of now."""
    return Countdown(
        at=at,
        ends_at=ends_at(session, block, at),
        seconds=block.seconds_left(at, session.paused_at),
        of_seconds=MINUTE * block.minutes + block.extra_seconds,
        stopped=session.paused_at is not None,
        rate=clock_rate(),
    )


def figures(seconds: int) -> str:
    """Write a span in figures: 3:42 or 1:03:42."""
    hours, rest = divmod(seconds, HOUR)
    minutes, left = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def milliseconds(at: datetime) -> int:
    """Return a moment as scripts count it."""
    return round(at.timestamp() * 1_000)
