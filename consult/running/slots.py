"""Where whoever prepares a session goes on to run it, and what rooms above add to a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from consult.kernel.i18n import _
from consult.kernel.slots import Slot
from consult.tables import Block, Session, SessionLink, console_path, session_desks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What a facilitator does in a block beside the wall, the speakers and the polls: promises.
console_blocks: Slot[Block, Markup] = Slot("running.console_blocks")
# What the whole room sees of it.
projector_blocks: Slot[Block, Markup] = Slot("running.projector_blocks")


@session_desks.filler
def the_console(sessions: Sequence[Session]) -> Mapping[int, Sequence[SessionLink]]:
    """Lead from a session's desk to its console, unless it was called off."""
    return {
        session.id: [SessionLink(_("Open the console"), console_path(session))]
        for session in sessions
        if not session.is_cancelled
    }
