"""The verbs of tables: making them, preparing their sessions, and laying out their agendas."""

from consult.tables.commands.blocks import (
    add_block,
    change_block,
    move_block,
    remove_block,
    save_method,
)
from consult.tables.commands.sessions import (
    SessionDraft,
    cancel_session,
    change_session,
    prepare_session,
)
from consult.tables.commands.standing import (
    MemberDraft,
    TableDraft,
    add_member,
    change_table,
    dismiss_facilitator,
    end_member,
    make_table,
    name_facilitator,
)

__all__ = [
    "MemberDraft",
    "SessionDraft",
    "TableDraft",
    "add_block",
    "add_member",
    "cancel_session",
    "change_block",
    "change_session",
    "change_table",
    "dismiss_facilitator",
    "end_member",
    "make_table",
    "move_block",
    "name_facilitator",
    "prepare_session",
    "remove_block",
    "save_method",
]
