"""Standing tables: who sits at them, and their sessions with an agenda of blocks."""

from consult.tables.models import (
    Block,
    BlockKind,
    Facilitator,
    Invitation,
    Member,
    MemberKind,
    SavedMethod,
    Session,
    SessionState,
    Table,
    TableKind,
)

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
