"""The words of what remains of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import Words, _l
from consult.minutes.models import MinutesState
from consult.seats import SeatKind

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[SeatKind, Words] = {
    SeatKind.MUNICIPALITY: _l("Municipalities"),
    SeatKind.BODY: _l("Bodies and associations"),
    SeatKind.RESIDENT: _l("Residents"),
}
MINUTES: Mapping[MinutesState, Words] = {
    MinutesState.DRAFT: _l("A draft that only the staff reads"),
    MinutesState.SENT: _l("Sent to those who were there, for corrections"),
    MinutesState.APPROVED: _l("Approved"),
}
