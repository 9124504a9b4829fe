"""Which seat this browser speaks from: a cookie for each session, and whether it is still there."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

import structlog
from flask import request
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from consult.kernel.clock import clock_rate, now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.visit import cookie_name, keep_private
from consult.seats.commands.taking import hash_of
from consult.seats.models import Seat
from consult.seats.queries import seat_by_token

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from consult.tables import Session

log = structlog.get_logger()

COOKIE_LIVES = timedelta(days=30)
LONGEST_TOKEN = 100
SEEN_EVERY = timedelta(seconds=20)
TOLD_EVERY = timedelta(seconds=5)


def seat_at_hand(session: Session) -> Seat | None:
    """Return the seat that this browser has in a session, whatever its state, or none.

    Whoever asks from a seat is here: that is noted now and then.
    """
    token = request.cookies.get(_cookie(session), "")
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    keep_private()
    seat = seat_by_token(session, hash_of(token))
    if seat is not None:
        _presence.note(seat, now())
    return seat


def remember_seat(response: Response, session: Session, token: str) -> None:
    """Have this browser speak from a seat from now on."""
    response.set_cookie(
        _cookie(session),
        token,
        max_age=COOKIE_LIVES,
        secure=current_config().secure,
        httponly=True,
        samesite="Lax",
    )


def forget_seat(response: Response, session: Session) -> None:
    """Have this browser speak from no seat of a session any more."""
    response.delete_cookie(_cookie(session), secure=current_config().secure, httponly=True)


def _cookie(session: Session) -> str:
    return cookie_name(f"seat-{session.id}")


class _Presence:
    """Who was seen lately, noted for many seats at once: five hundred phones make few writes.

    What waits here when the process dies costs some seconds of presence, nothing that was said.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: set[int] = set()
        self._told_at: datetime | None = None

    def forget(self) -> None:
        """Begin anew, with another database."""
        with self._lock:
            self._waiting, self._told_at = set(), None

    def note(self, seat: Seat, at: datetime) -> None:
        """Note that a seat is there, and tell the database every few seconds.

        A page that writes only leaves its word: its own transaction holds the database.
        """
        if (
            seat.seen_at is not None
            and timedelta(0) <= at - seat.seen_at < SEEN_EVERY * clock_rate()
        ):
            return
        with self._lock:
            self._waiting.add(seat.id)
            resting = self._told_at is not None and abs(at - self._told_at) < TOLD_EVERY
            if resting or db.session.info.get("writing"):
                return
            seen, self._waiting, self._told_at = sorted(self._waiting), set(), at
        try:
            with db.transaction() as session:
                session.execute(update(Seat).where(Seat.id.in_(seen)).values(seen_at=at))
        except DBAPIError as error:
            # Presence keeps nobody from reading: whoever is here asks again soon.
            log.warning("presence_not_noted", kind=type(error.orig).__name__)


_presence = _Presence()
