"""Who may ask for the floor, and when, in words."""

from __future__ import annotations

from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.seats import Seat, SeatState
from consult.tables import Block, BlockKind

SPEAKING = frozenset(
    {BlockKind.BRIEF, BlockKind.GALLERY, BlockKind.PLENARY, BlockKind.COMMIT, BlockKind.READBACK}
)
"""The blocks in which the whole room listens to one person at a time."""


def can_ask_for_floor(seat: Seat, block: Block | None) -> Verdict:
    """Somebody present, while the whole room listens to one at a time."""
    if seat.state is not SeatState.PRESENT:
        return no(_("Only those who take part can ask for the floor."))
    if block is None or block.session_id != seat.session_id or not block.is_at_hand:
        return no(_("This part of the session is not at hand."))
    if block.kind not in SPEAKING:
        return no(_("In this part nobody speaks to the whole room."))
    return YES
