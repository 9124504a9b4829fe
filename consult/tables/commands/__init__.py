"""The verbs of tables: making them, preparing their sessions, and laying out their agendas."""

from consult.tables.commands.blocks import (
    add_block,
    change_block,
    move_block,
    remove_block,
    save_method,
)
from consult.tables.commands.documents import hand_out, take_back
from consult.tables.commands.invitations import (
    InviteeDraft,
    answer_invitation,
    invitation_with,
    invite,
    may_ask_again,
    remind,
)
from consult.tables.commands.sessions import (
    SessionDraft,
    announce_session,
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
    "InviteeDraft",
    "MemberDraft",
    "SessionDraft",
    "TableDraft",
    "add_block",
    "add_member",
    "announce_session",
    "answer_invitation",
    "cancel_session",
    "change_block",
    "change_session",
    "change_table",
    "dismiss_facilitator",
    "end_member",
    "hand_out",
    "invitation_with",
    "invite",
    "make_table",
    "may_ask_again",
    "move_block",
    "name_facilitator",
    "prepare_session",
    "remind",
    "remove_block",
    "save_method",
    "take_back",
]
