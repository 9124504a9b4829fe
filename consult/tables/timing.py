"""The hours of an agenda: when each block begins, and whether all fits until the planned end.

Minutes are added to instants in UTC, so that midnight and a change of the clock cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.kernel.i18n import _, ngettext
from consult.kernel.times import hour, local
from consult.processes import full_day
from consult.tables.models import Block, Session


@dataclass(frozen=True, slots=True)
class Slice:
    """A block and the span it is planned for."""

    block: Block
    begins_at: datetime
    ends_at: datetime


def slices_of(session: Session) -> Sequence[Slice]:
    """Return the blocks of a session, each with the moment at which it should begin."""
    slices, at = [], session.starts_at
    for block in session.blocks:
        until = at + timedelta(minutes=block.minutes)
        slices.append(Slice(block, at, until))
        at = until
    return slices


def minutes_of(session: Session) -> int:
    """Return how long the blocks take together."""
    return sum(block.minutes for block in session.blocks)


def fit_words(session: Session) -> str:
    """Say whether the blocks fill the planned time, take longer, or leave some."""
    taken = minutes_of(session)
    over = taken - session.planned_minutes
    together = ngettext(
        "The blocks take %(num)s minute together.",
        "The blocks take %(num)s minutes together.",
        taken,
    )
    if over > 0:
        rest = ngettext(
            "That is %(num)s minute more than planned: until %(end)s instead of %(planned)s.",
            "That is %(num)s minutes more than planned: until %(end)s instead of %(planned)s.",
            over,
            end=hour(session.starts_at + timedelta(minutes=taken)),
            planned=hour(session.ends_at),
        )
    elif over < 0:
        rest = ngettext(
            "%(num)s minute is left until %(planned)s.",
            "%(num)s minutes are left until %(planned)s.",
            -over,
            planned=hour(session.ends_at),
        )
    else:
        rest = _("It ends at %(planned)s, as planned.", planned=hour(session.ends_at))
    return f"{together} {rest}"


def when_words(session: Session) -> str:
    """Say the day and the hours of a session: Tuesday 12 May 2026, from 18:00 to 20:00."""
    begins, ends = session.starts_at, session.ends_at
    if local(begins).date() == local(ends).date():
        return _(
            "%(day)s, from %(start)s to %(end)s",
            day=full_day(begins),
            start=hour(begins),
            end=hour(ends),
        )
    return _(
        "from %(day)s, %(start)s, to %(last)s, %(end)s",
        day=full_day(begins),
        start=hour(begins),
        last=full_day(ends),
        end=hour(ends),
    )
