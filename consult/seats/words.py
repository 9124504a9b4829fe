"""How seats are called on pages: for whom one sits there, and as what the room knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import Words, _, _l
from consult.seats.models import SeatKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult.seats.models import Seat

KINDS: Mapping[SeatKind, Words] = {
    SeatKind.RESIDENT: _l("For myself"),
    SeatKind.MUNICIPALITY: _l("For a municipality"),
    SeatKind.BODY: _l("For a body or an association"),
}


def for_whom(seat: Seat) -> str:
    """Say for whom somebody sits there, and from where: "Friends of the river, Basiano"."""
    place = seat.municipality.name if seat.municipality else ""
    if seat.kind is SeatKind.MUNICIPALITY:
        return _("for the municipality of %(place)s", place=place) if place else ""
    parts = [part for part in (seat.body, place) if part]
    return ", ".join(parts)
