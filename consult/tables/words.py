"""What kinds, states and rules are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import Words, _, _l, ngettext, text
from consult.tables.agendas import method_named
from consult.tables.models import Block, BlockKind, MemberKind, Session, SessionState, TableKind

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE_KINDS: Mapping[TableKind, Words] = {
    TableKind.ZONE: _l("Table of a zone"),
    TableKind.THEME: _l("Table on a theme"),
    TableKind.DEVELOPMENT: _l("Development table"),
}
MEMBER_KINDS: Mapping[MemberKind, Words] = {
    MemberKind.MUNICIPALITY: _l("Municipality"),
    MemberKind.BODY: _l("Body or association"),
    MemberKind.PERSON: _l("Person"),
}
BLOCK_KINDS: Mapping[BlockKind, Words] = {
    BlockKind.WELCOME: _l("Welcoming"),
    BlockKind.BRIEF: _l("Briefing"),
    BlockKind.SILENT_WRITE: _l("Silent writing"),
    BlockKind.BREAKOUT: _l("Group work"),
    BlockKind.CLUSTER: _l("Grouping cards"),
    BlockKind.GALLERY: _l("Gallery"),
    BlockKind.PLENARY: _l("Plenary"),
    BlockKind.VOTE: _l("Dot vote"),
    BlockKind.COMMIT: _l("Commitments"),
    BlockKind.READBACK: _l("Read-back"),
    BlockKind.BREAK: _l("Break"),
    BlockKind.SURVEY: _l("Survey"),
}
STATES: Mapping[SessionState, Words] = {
    SessionState.PREPARED: _l("In preparation"),
    SessionState.OPEN: _l("People are joining"),
    SessionState.RUNNING: _l("Under way"),
    SessionState.ENDED: _l("Over, late cards are taken in"),
    SessionState.CLOSED: _l("Closed"),
}


METHOD_RULES: Mapping[str, Words] = {
    "rotation": _l("people change tables, nobody meets twice"),
    "round_robin": _l("cards are read one at a time"),
    "grid": _l("topics go into a grid of hours and places"),
}
"""What a block does by a rule of its method, by the name of its setting."""


def state_words(session: Session) -> Words:
    """Say where a session is in its life."""
    if session.is_cancelled:
        return _("Called off")
    return STATES[session.state] if session.is_announced else _("Draft, not announced yet")


def method_words(session: Session) -> str:
    """Name the method a session was prepared from, if any."""
    method = method_named(session.method)
    return text(method.name) if method else session.method


def rule_words(block: Block) -> list[str]:
    """Say the rules of a block, each as a phrase."""
    told = [_("hidden until the reveal")] if block.hidden_until_reveal else []
    if block.cards_each:
        told.append(ngettext("%(num)s card each", "%(num)s cards each", block.cards_each))
    if block.card_length:
        told.append(
            ngettext("%(num)s character a card", "%(num)s characters a card", block.card_length)
        )
    if places := block.settings.get("ranking"):
        told.append(_("each ranks %(num)s in private", num=places))
    elif block.dots_each:
        told.append(ngettext("%(num)s dot each", "%(num)s dots each", block.dots_each))
    if block.dots_per_card and not places:
        told.append(_("at most %(num)s on a card", num=block.dots_per_card))
    told += [str(words) for name, words in METHOD_RULES.items() if block.settings.get(name)]
    return told
