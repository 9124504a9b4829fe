"""How pages call the ways to sit in a session."""

from __future__ import annotations

from collections.abc import Mapping

from consult.kernel.i18n import Words, _l
from consult.seats.models import SeatKind

KINDS: Mapping[SeatKind, Words] = {
    SeatKind.RESIDENT: _l("For myself"),
    SeatKind.MUNICIPALITY: _l("For a municipality"),
    SeatKind.BODY: _l("For a body or an association"),
}
