"""A nominal group ranks, each in private: the first of k gets k points, the last of them one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.rounds.methods import places_of
from consult.wall import put_dots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.seats import Seat
    from consult.tables import Block


def rank(seat: Seat, block: Block, order: Sequence[tuple[Literal["card", "pile"], int]]) -> None:
    """Keep a seat's whole ranking, the most important first, in place of the one before.

    Its points are kept as dots, so that whatever counts those counts it. Raises `RefusedError`
    when one thing has two places or none is given, and what `put_dots` raises.
    """
    places = places_of(block)
    if not places or not order:
        raise RefusedError(_("Choose what comes first."))
    if len(set(order)) < len(order) or len(order) > places:
        raise RefusedError(_("Give each place to a different card."))
    put_dots(seat, block, {one: places - at for at, one in enumerate(order)}, whole=True)
