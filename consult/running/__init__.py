"""The console, the phones and the projector of a session, one block after another."""

from consult.running.commands import (
    LATE_FOR,
    add_minutes,
    end_session,
    next_block,
    open_session,
    pause,
    resume,
    reveal_block,
    start_session,
)
from consult.running.facts import block_began, session_ended
from consult.running.slots import console_blocks, projector_blocks

__all__ = [
    "LATE_FOR",
    "add_minutes",
    "block_began",
    "console_blocks",
    "end_session",
    "next_block",
    "open_session",
    "pause",
    "projector_blocks",
    "resume",
    "reveal_block",
    "session_ended",
    "start_session",
]
