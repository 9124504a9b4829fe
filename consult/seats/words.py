"""How pages call the ways to sit in a session, and its groups."""

from __future__ import annotations

from collections.abc import Mapping

from consult.kernel.i18n import Words, _, _l
from consult.seats.models import Group, SeatKind
from consult.tables import Block

KINDS: Mapping[SeatKind, Words] = {
    SeatKind.RESIDENT: _l("For myself"),
    SeatKind.MUNICIPALITY: _l("For a municipality"),
    SeatKind.BODY: _l("For a body or an association"),
}


def group_words(group: Group, block: Block | None) -> str:
    """Name a group by where it meets, else by its number: a table where people change tables."""
    if group.place:
        return group.place
    if block is not None and block.settings.get("rotation"):
        return _("Table %(number)d", number=group.number)
    return _("Group %(number)d", number=group.number)
