"""The words of what remains of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import Words, _l
from consult.minutes.models import CommitmentState, MinutesState
from consult.seats import SeatKind

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[SeatKind, Words] = {
    SeatKind.MUNICIPALITY: _l("Municipalities"),
    SeatKind.BODY: _l("Bodies and associations"),
    SeatKind.RESIDENT: _l("Residents"),
}
AGREEMENTS: Mapping[str, Words] = {
    "": _l("No agreement is needed"),
    "understanding": _l("Memorandum of understanding"),
    "convention": _l("Agreement between bodies"),
    "programme": _l("Programme agreement"),
    "other": _l("Another agreement"),
}
STATES: Mapping[CommitmentState, Words] = {
    CommitmentState.OPEN: _l("Still open"),
    CommitmentState.KEPT: _l("Kept"),
    CommitmentState.DROPPED: _l("Dropped"),
}
MINUTES: Mapping[MinutesState, Words] = {
    MinutesState.DRAFT: _l("A draft that only the staff reads"),
    MinutesState.SENT: _l("Sent to those who were there, for corrections"),
    MinutesState.APPROVED: _l("Approved"),
}
