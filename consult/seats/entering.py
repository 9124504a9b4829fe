"""Which session a code leads to: for who joins, and for who sits there already."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from consult.kernel import limits
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, TooManyError
from consult.kernel.i18n import _
from consult.kernel.times import set_zone
from consult.processes import is_visible
from consult.seats.models import PastCode
from consult.tables import (
    JOIN_LENGTH,
    Session,
    called_off_by_code,
    get_session,
    session_by_join_code,
    sessions_of,
)

WRONG_CODES, WRONG_EVERYWHERE, IN_TIME = 60, 3_000, timedelta(minutes=10)
"""Only wrong codes are counted: a room of a hundred behind one address is never locked out."""


class CalledOffError(NotFoundError):
    """The session of a code was called off."""

    def __init__(self, session: Session) -> None:
        because = session.cancelled_because
        super().__init__(_("This session was called off: %(because)s", because=because))
        self.session = session

    @property
    def instead(self) -> Session | None:
        """The next session of the same table, if one is planned."""
        at, sessions = now(), sessions_of([self.session.table])
        return next(
            (one for one in sessions if not one.is_over and (one.takes_people or one.ends_at > at)),
            None,
        )


def session_of_code(code: str) -> Session:
    """Return the session that a code leads to, or led to before it was changed.

    Whoever sits there goes on under the address they have. Raises `NotFoundError`, and
    `CalledOffError` for a session that is not held.
    """
    session = session_by_join_code(code) or _session_once_at(code) or called_off_by_code(code)
    if session is None or not is_visible(session.table.process, None):
        raise NotFoundError(_("No session has this code."))
    set_zone(session.table.process.cycle.time_zone)
    if session.is_cancelled:
        raise CalledOffError(session)
    return session


def is_past(session: Session, code: str) -> bool:
    """Whether this code let people into a session before it was changed."""
    return "".join(filter(str.isalpha, code)).upper() != session.join_code


def count_wrong_code(network: str) -> None:
    """Count a code that leads nowhere. Raises `TooManyError` after many from one address."""
    everywhere = limits.count_attempt("join.wrong", "everywhere", within=IN_TIME)
    if everywhere == WRONG_EVERYWHERE:
        limits.security_act("join.codes_guessed", times=everywhere)
    if limits.count_attempt("join.wrong", network, within=IN_TIME) > WRONG_CODES:
        raise TooManyError(
            _("Too many wrong codes came from here. The right one opens all the same."),
            retry_after=int(IN_TIME.total_seconds()),
        )


def _session_once_at(typed: str) -> Session | None:
    code = "".join(filter(str.isalpha, typed)).upper()
    if len(code) != JOIN_LENGTH or not code.isascii():
        return None
    session_id = db.session.scalar(select(PastCode.session_id).where(PastCode.code == code))
    return get_session(session_id) if session_id else None
