"""One seat on two devices: a link that opens it once more, and leaving it for good."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.jobs import every
from consult.live import announce_change
from consult.seats.commands.taking import TOKEN_BYTES, hash_of
from consult.seats.models import Seat, SeatKey, SeatPass, SeatState
from consult.tables import Session, topic_of

PASS_LIVES = timedelta(minutes=10)
KEYS_KEPT = timedelta(days=30)
LONGEST_TOKEN = 64


def make_pass(seat: Seat, token: str) -> None:
    """Let another device that shows this token speak from a seat: once, within ten minutes.

    An earlier link that nobody has used opens nothing any more. Raises `RefusedError` for a seat
    that takes no part.
    """
    if not seat.takes_part:
        raise RefusedError(_("This seat takes no part in the session now."))
    db.lock_row(seat)
    db.session.execute(
        delete(SeatPass).where(SeatPass.seat_id == seat.id, SeatPass.used_at.is_(None))
    )
    db.session.add(SeatPass(seat_id=seat.id, token_hash=hash_of(token), made_at=now()))
    db.session.flush()


def pass_ends(seat: Seat, token: str) -> datetime | None:
    """Return until when a token opens this seat on another device, while it does."""
    made_at = db.session.scalar(
        select(SeatPass.made_at).where(
            SeatPass.seat_id == seat.id,
            SeatPass.token_hash == hash_of(token),
            SeatPass.used_at.is_(None),
            SeatPass.made_at > now() - PASS_LIVES,
        )
    )
    return made_at + PASS_LIVES if made_at else None


def find_pass(session: Session, token: str) -> SeatPass:
    """Return the link of a seat while it can be used, its row held. Raises `NotFoundError`."""
    found = None
    if 0 < len(token) <= LONGEST_TOKEN:
        found = db.session.scalar(
            select(SeatPass)
            .join(Seat, Seat.id == SeatPass.seat_id)
            .where(
                SeatPass.token_hash == hash_of(token),
                SeatPass.used_at.is_(None),
                SeatPass.made_at > now() - PASS_LIVES,
                Seat.session_id == session.id,
                Seat.state == SeatState.PRESENT,
            )
            .with_for_update(of=SeatPass)
            .execution_options(populate_existing=True)
        )
    if found is None:
        raise NotFoundError(
            _("This link no longer works: it opens once, within ten minutes. Ask for a new one.")
        )
    return found


def use_pass(session: Session, token: str) -> tuple[Seat, str]:
    """Let another device speak from a seat: one seat, one vote, whichever of them writes.

    Raises `NotFoundError` when the link was used, is too old, or never was.
    """
    found = find_pass(session, token)
    found.used_at = now()
    seat = db.session.get_one(Seat, found.seat_id)
    return seat, give_key(seat)


def give_key(seat: Seat) -> str:
    """Return a token by which one more browser speaks from a seat."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    db.session.add(SeatKey(seat_id=seat.id, token_hash=hash_of(token), given_at=now()))
    db.session.flush()
    return token


def leave(session: Session, seat: Seat) -> None:
    """Leave a seat from any of its devices: what was written stays, no copied cookie opens it."""
    _take_keys([seat.id])
    db.lock_row(seat)
    if seat.state in {SeatState.PRESENT, SeatState.WAITING}:
        seat.state = SeatState.LEFT
    db.session.flush()
    announce_change(topic_of(session), "presence")


def come_back(session: Session, seat: Seat) -> None:
    """Take part again, after a facilitator took somebody for gone; nothing changes for others."""
    db.lock_row(seat)
    if seat.state is not SeatState.LEFT:
        return
    seat.state = SeatState.PRESENT
    seat.seen_at = now()
    db.session.flush()
    announce_change(topic_of(session), "presence")


@every(seconds=3600)
def forget_devices() -> None:
    """Drop what ties seats to devices a month after their session ended; names and words stay."""
    over = select(Session.id).where(Session.ended_at < now() - KEYS_KEPT)
    seats = select(Seat.id).where(Seat.session_id.in_(over))
    for kind in (SeatKey, SeatPass):
        db.session.execute(
            delete(kind).where(kind.seat_id.in_(seats)).execution_options(synchronize_session=False)
        )
    db.session.execute(
        update(Seat)
        .where(Seat.session_id.in_(over), Seat.seen_at.is_not(None))
        .values(seen_at=None)
        .execution_options(synchronize_session=False)
    )


def _take_keys(seat_ids: list[int]) -> None:
    for kind in (SeatKey, SeatPass):
        db.session.execute(delete(kind).where(kind.seat_id.in_(seat_ids)))
