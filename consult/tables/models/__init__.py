"""Standing tables, their members, and their sessions with an agenda of blocks."""

from consult.tables.models.sessions import (
    Block,
    BlockKind,
    Invitation,
    SavedMethod,
    Session,
    SessionState,
)
from consult.tables.models.standing import Facilitator, Member, MemberKind, Table, TableKind

__all__ = [
    "Block",
    "BlockKind",
    "Facilitator",
    "Invitation",
    "Member",
    "MemberKind",
    "SavedMethod",
    "Session",
    "SessionState",
    "Table",
    "TableKind",
]
