"""The list of speakers on the three pages of a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.pages import html_of
from consult.seats import present_in
from consult.speaking.models import Turn
from consult.speaking.policy import SPEAKING, can_ask_for_floor
from consult.speaking.queries import open_in, seconds_by_seat, speaking_now, spoken_in, waiting_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from consult.accounts import Person
    from consult.seats import Seat
    from consult.tables import Block, Session


@dataclass(frozen=True, slots=True)
class Heard:
    """A seat or a body, and for how many seconds it has had the floor."""

    called: str
    seconds: int


def phone_piece(seat: Seat, session: Session, block: Block) -> Markup:
    """Ask for the floor, or see how many come before; leave the list or end one's turn."""
    if block.kind not in SPEAKING:
        return Markup()
    speaking, waiting = open_in(session, block.id)
    place = next((place for place, one in enumerate(waiting, 1) if one.seat_id == seat.id), None)
    return html_of(
        "speaking/_phone.html",
        session=session,
        verdict=can_ask_for_floor(seat, block),
        speaks=speaking is not None and speaking.seat_id == seat.id,
        place=place,
        waiting=len(waiting),
        form=ActionForm(formdata=None),
    )


def console_piece(person: Person, session: Session, block: Block) -> Markup:
    """Who speaks and since when, who comes next, for how long each has spoken, who has not yet."""
    del person
    if block.kind not in SPEAKING:
        return Markup()
    turns, seats, at = spoken_in(session), present_in(session), now()
    seconds = seconds_by_seat(turns, at)
    waiting = waiting_in(block.id)
    asked = {turn.seat_id for turn in waiting}
    return html_of(
        "speaking/_console.html",
        session=session,
        speaking=speaking_now(session),
        waiting=waiting,
        seconds=seconds,
        bodies=_by_body(turns, at),
        silent=[one for one in seats if one.id not in seconds and one.id not in asked],
        form=ActionForm(formdata=None),
        at=at,
    )


def projector_piece(session: Session, block: Block) -> Markup:
    """How many wait for the floor; nobody's name is put on the wall of a room."""
    del session
    if block.kind not in SPEAKING:
        return Markup()
    return html_of("speaking/_projector.html", waiting=len(waiting_in(block.id)))


def _by_body(turns: Sequence[Turn], at: datetime) -> list[Heard]:
    """Add up by whom one speaks for: a body, else one's municipality; the longest first."""
    found: dict[str, int] = {}
    for turn in turns:
        place = turn.seat.municipality
        called = turn.seat.body or (place.name if place else turn.seat.name)
        found[called] = found.get(called, 0) + seconds_by_seat([turn], at)[turn.seat_id]
    rows = [Heard(called, seconds) for called, seconds in found.items()]
    return sorted(rows, key=lambda one: (-one.seconds, one.called))
