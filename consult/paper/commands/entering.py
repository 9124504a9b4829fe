"""Putting paper cards on the wall, in the place of who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _, speaking
from consult.kernel.text import clean_line
from consult.seats import Seat, SeatDraft, seats_in, write_down, write_down_sheet
from consult.wall import CardDraft, write_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consult.accounts import Person
    from consult.paper.reading import Row
    from consult.tables import Block, Session


def enter_rows(person: Person, session: Session, block: Block, rows: Iterable[Row]) -> int:
    """Write the cards of the rows that are not refused; return how many."""
    desk = PaperDesk(person, session)
    count = 0
    for row in rows:
        if not row.refused:
            seat = desk.seat_of(row.name, row.municipality, row.number)
            draft = CardDraft(row.text, printed_number=row.number, on_paper=True)
            write_for(person, session, seat, block, draft)
            count += 1
    return count


class PaperDesk:
    """Finds the seat in whose place a card is entered; a name not seen before gets one."""

    def __init__(self, person: Person, session: Session) -> None:
        self._person, self._session = person, session
        self._seats: Sequence[Seat] = seats_in(session)

    def seat_of(self, name: str = "", municipality: str = "", number: int | None = None) -> Seat:
        """Return the seat of a name; without one, each printed number is a voice of its own.

        What has neither shares a voice: nobody can tell whose it is.
        """
        called = clean_line(name)
        if called:
            return self._named(called) or self._kept(
                write_down(self._person, self._session, SeatDraft(called, place=municipality))
            )
        with speaking(self._session.language):
            called = _("On paper") if number is None else _("Paper %(num)s", num=number)
        shared = self._named(called) if number is None else None
        return shared or self._kept(
            write_down_sheet(self._person, self._session, SeatDraft(called, place=municipality))
        )

    def seat_with(self, seat_id: int) -> Seat:
        """Return a seat of the session by its id. Raises `NotFoundError`."""
        seat = next((one for one in self._seats if one.id == seat_id), None)
        if seat is None:
            raise NotFoundError(_("There is no such seat."))
        return seat

    def _named(self, called: str) -> Seat | None:
        return next((one for one in self._seats if one.name.casefold() == called.casefold()), None)

    def _kept(self, seat: Seat) -> Seat:
        self._seats = [*self._seats, seat]
        return seat
