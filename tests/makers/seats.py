"""Seats in stories: someone who sits in a session, and the browser they speak from."""

import secrets

from sqlalchemy import func, select

from consult.contributions import Voice, VoiceKind
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.seats import Seat, SeatKey, SeatKind, SeatState
from consult.seats.commands.taking import hash_of
from consult.tables import Session
from consult.territory import Municipality
from tests.browser import Browser
from tests.makers import kept


def a_seat(
    session: Session,
    name: str = "Gina Neri",
    *,
    kind: SeatKind = SeatKind.RESIDENT,
    body: str = "",
    place: Municipality | None = None,
    state: SeatState = SeatState.PRESENT,
) -> Seat:
    """Someone who took a seat in a session, whatever the session's state."""
    last = select(func.max(Seat.number)).where(Seat.session_id == session.id)
    moment = now()
    return kept(
        Seat(
            session_id=session.id,
            number=(db.session.scalar(last) or 0) + 1,
            voice=Voice(kind=VoiceKind.SEAT, called=name, created_at=moment),
            name=name,
            kind=kind,
            body=body,
            municipality=place,
            state=state,
            joined_at=moment,
            consented_at=moment,
            consent_version="2026-11-23",
            seen_at=moment,
        )
    )


def a_key(seat: Seat) -> str:
    """What the cookie of a browser holds that speaks from this seat."""
    token = secrets.token_urlsafe(32)
    kept(SeatKey(seat_id=seat.id, token_hash=hash_of(token), given_at=now()))
    return token


def sit_down(browser: Browser, seat: Seat) -> Browser:
    """Let a browser speak from a seat."""
    browser.client.set_cookie(f"seat-{seat.session_id}", a_key(seat), domain="127.0.0.1")
    return browser
