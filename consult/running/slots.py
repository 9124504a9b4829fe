"""Where whoever prepares a session goes on to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.tables import Session, SessionLink, console_path, session_desks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@session_desks.filler
def the_console(sessions: Sequence[Session]) -> Mapping[int, Sequence[SessionLink]]:
    """Lead from a session's desk to its console, unless it was called off."""
    return {
        session.id: [SessionLink(_("Open the console"), console_path(session))]
        for session in sessions
        if not session.is_cancelled
    }
