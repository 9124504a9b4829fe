"""Addresses that people leave for the minutes, and nothing else: left, taken away, forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from consult.accounts import valid_address
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import current_language
from consult.kernel.jobs import every
from consult.kernel.policy import require
from consult.seats.models import Seat, SeatAddress
from consult.seats.policy import ADDRESS_KEPT, can_leave_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.tables import Session


def leave_address(session: Session, seat: Seat, email: str) -> None:
    """Keep where the minutes are sent, in the language at hand; another one takes its place.

    Raises `NotAllowedError`, and `RefusedError` beside the address.
    """
    at = now()
    require(can_leave_address(session, seat, at))
    said = {"email": valid_address(email), "language": current_language(), "left_at": at}
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    db.session.execute(
        insert(SeatAddress)
        .values(seat_id=seat.id, **said)
        .on_conflict_do_update(index_elements=["seat_id"], set_=said)
    )


def forget_address(seat_id: int) -> None:
    """Delete the address of a seat; there is none: nothing changes."""
    db.session.execute(delete(SeatAddress).where(SeatAddress.seat_id == seat_id))


def forget_addresses(session_id: int) -> None:
    """Delete the addresses of a session: its minutes are approved."""
    seats = select(Seat.id).where(Seat.session_id == session_id)
    db.session.execute(
        delete(SeatAddress)
        .where(SeatAddress.seat_id.in_(seats))
        .execution_options(synchronize_session=False)
    )


def address_of(seat: Seat) -> str | None:
    """Where the minutes are sent to a seat, if an address was left."""
    return db.session.scalar(select(SeatAddress.email).where(SeatAddress.seat_id == seat.id))


def addresses_of(session_id: int) -> Sequence[tuple[Seat, SeatAddress]]:
    """The addresses left in a session, with their seats, in the order of the seats."""
    rows = db.session.execute(
        select(Seat, SeatAddress)
        .join(SeatAddress, SeatAddress.seat_id == Seat.id)
        .where(Seat.session_id == session_id)
        .order_by(Seat.number)
    )
    return [(seat, address) for seat, address in rows]


@every(seconds=3600)
def forget_old_addresses() -> None:
    """Delete the addresses that were left long ago, whatever became of the minutes."""
    db.session.execute(delete(SeatAddress).where(SeatAddress.left_at < now() - ADDRESS_KEPT))
