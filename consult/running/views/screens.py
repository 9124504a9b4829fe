"""What each of the three pages of a session shows, from the same session and the same clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consult.kernel.clock import clock_rate, now
from consult.kernel.config import current_config
from consult.kernel.forms import ActionForm
from consult.running.countdown import countdown_of, milliseconds
from consult.running.forms import MinutesForm, StepForm
from consult.running.pieces import (
    CONSOLE,
    PARTS,
    PARTS_ON_PHONE,
    PHONE,
    PROJECTOR,
    console_piece,
    phone_piece,
    projector_piece,
)
from consult.running.slots import console_blocks, projector_blocks
from consult.running.steps import agenda, minutes_late, planned_end, step_of
from consult.running.words import covered_words, heading_of, step_words
from consult.seats import SeatState, group_of, group_words, phoneless_in, present_in
from consult.seats import phone_piece as seat_piece
from consult.tables import desk_path, join_path, phone_path, session_path
from consult.wall import late_piece

if TYPE_CHECKING:
    from datetime import datetime

    from consult.running.views.entering import Staging
    from consult.seats import Seat
    from consult.tables import Block, Session


def console_context(here: Staging) -> dict[str, Any]:
    """Return what the facilitator's page shows."""
    session, block, at = here.session, here.session.block, here.at
    step = step_of(session)
    hand = {"from_block": block.id if block is not None else None}
    return _shared(session, block, at) | {
        "live": here.live,
        "process": here.process,
        "place": here.place,
        "desk_url": desk_path(session),
        "closing_url": f"{desk_path(session)}/closing",
        "stops": agenda(session, at),
        "planned_end": planned_end(session, at),
        "late_minutes": minutes_late(session, at),
        "position": 1 + session.blocks.index(block) if block is not None else 0,
        "covered_words": covered_words(block) if block is not None else "",
        "step": step,
        "step_words": step_words(session, step),
        "step_form": StepForm(formdata=None, data=hand | {"step": step or ""}),
        "minutes_form": MinutesForm(formdata=None, data=hand | {"minutes": 1}),
        "form": ActionForm(formdata=None),
        "pieces": {part: console_piece(here.person, session, part) for part in CONSOLE},
        "hearing": console_piece(here.person, session, "presence"),
        "phoneless": len(phoneless_in(session)) if block is not None else 0,
        "added": console_blocks.fill([block])[block.id] if block is not None else [],
    }


def projector_context(here: Staging) -> dict[str, Any]:
    """Return what the whole room sees."""
    session, block = here.session, here.session.block
    return _shared(session, block, here.at) | {
        "live": here.live,
        "process": here.process,
        "place": here.place,
        "present": len(present_in(session)) if block is None else 0,
        "join_url": current_config().base_url + join_path(session),
        "public_address": _without_scheme(current_config().base_url + session_path(session)),
        "pieces": {part: projector_piece(session, part) for part in PROJECTOR},
        "added": projector_blocks.fill([block])[block.id] if block is not None else [],
    }


def phone_context(session: Session, seat: Seat) -> dict[str, Any]:
    """Return what somebody's phone shows, in whatever state their seat and the session are."""
    at = now()
    block = session.block if seat.state is SeatState.PRESENT else None
    parts = PHONE if block is not None else ()
    group = group_of(seat, block) if block is not None else None
    return _shared(session, block, at) | {
        "process": session.table.process,
        "parts": PARTS_ON_PHONE,
        "seat": seat,
        "group": group,
        "group_words": group_words,
        "where": seat_piece(seat, session, block, group) if block is not None else "",
        "pieces": {part: phone_piece(seat, session, part) for part in parts},
        "late": late_piece(seat, session),
        "join_path": join_path(session),
        "public_url": session_path(session),
        "report_url": f"{phone_path(session)}/report",
    }


def _shared(session: Session, block: Block | None, at: datetime) -> dict[str, Any]:
    heading = heading_of(session, block) if block is not None else None
    return {
        "parts": PARTS,
        "session": session,
        "block": block,
        "countdown": countdown_of(session, block, at) if block is not None else None,
        "heading": heading.asked if heading else "",
        "below": heading.how if heading else "",
        "at": at,
        "at_ms": milliseconds(at),
        "rate": clock_rate(),
        "join_words": _without_scheme(current_config().base_url + "/join"),
    }


def _without_scheme(address: str) -> str:
    return address.split("://", 1)[-1]
