"""The pieces that the three pages of a session are put together from, each to be had alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from markupsafe import Markup

from consult import polls, rounds, seats, speaking
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.running.heard import hearing
from consult.seats import SeatState

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.seats import Seat
    from consult.tables import Block, Session

PARTS: Mapping[str, tuple[str, ...]] = {
    "wall": ("wall", "dots"),
    "speakers": ("speakers",),
    "polls": ("polls",),
    "rounds": ("rounds", "going", "presence"),
    "groups": ("presence",),
    "presence": ("presence", "wall", "speakers"),
}
"""What each piece shows, by the parts of the session's topic that are told when they change."""
PARTS_ON_PHONE: Mapping[str, tuple[str, ...]] = {
    **PARTS,
    "wall": ("wall",),
    "rounds": ("rounds",),
}
"""On a phone, others' covered cards and dots change nothing: hundreds need not look again."""

OnPhone: TypeAlias = Callable[["Seat", "Session", "Block"], Markup]
OnConsole: TypeAlias = Callable[["Person", "Session", "Block"], Markup]
OnProjector: TypeAlias = Callable[["Session", "Block"], Markup]
Piece = TypeVar("Piece")

PHONE: Mapping[str, OnPhone] = {
    "wall": rounds.phone_wall,
    "rounds": rounds.phone_piece,
    "speakers": speaking.phone_piece,
    "polls": polls.phone_piece,
}
CONSOLE: Mapping[str, OnConsole] = {
    "rounds": rounds.console_piece,
    "wall": rounds.console_wall,
    "speakers": speaking.console_piece,
    "polls": polls.console_piece,
}
PROJECTOR: Mapping[str, OnProjector] = {
    "groups": seats.projector_piece,
    "rounds": rounds.projector_piece,
    "wall": rounds.projector_wall,
    "speakers": speaking.projector_piece,
    "polls": polls.projector_piece,
}


def phone_piece(seat: Seat, session: Session, part: str) -> Markup:
    """Return a part of a phone's page: nothing before one is let in, nor after one has left.

    Raises `NotFoundError`.
    """
    piece, block = _found(PHONE, part), session.block
    if block is None or seat.state is not SeatState.PRESENT:
        return Markup()
    return piece(seat, session, block)


def console_piece(person: Person, session: Session, part: str) -> Markup:
    """Return a part of the console. Raises `NotFoundError`."""
    if part == "presence":
        return seats.console_piece(person, session, session.block) + hearing(session)
    piece, block = _found(CONSOLE, part), session.block
    return piece(person, session, block) if block is not None else Markup()


def projector_piece(session: Session, part: str) -> Markup:
    """Return a part of the projector's page. Raises `NotFoundError`."""
    piece, block = _found(PROJECTOR, part), session.block
    return piece(session, block) if block is not None else Markup()


def _found(parts: Mapping[str, Piece], part: str) -> Piece:
    if part not in parts:
        raise NotFoundError(_("There is no such part of this page."))
    return parts[part]
