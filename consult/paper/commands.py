"""Putting paper cards on the wall, in the place of who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.text import clean_line
from consult.seats import Seat, SeatDraft, seats_in, write_down
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
            seat = desk.seat_of(row.name, row.municipality)
            draft = CardDraft(row.text, printed_number=row.number, on_paper=True)
            write_for(person, session, seat, block, draft)
            count += 1
    return count


class PaperDesk:
    """Finds the seat in whose place a card is entered; a name not seen before gets one."""

    def __init__(self, person: Person, session: Session) -> None:
        self._person, self._session = person, session
        self._seats: Sequence[Seat] = seats_in(session)

    def seat_of(self, name: str = "", municipality: str = "") -> Seat:
        """Return the seat of a name or, without one, the seat that all unnamed paper shares."""
        called = clean_line(name) or _("On paper")
        known = [one for one in self._seats if one.name.casefold() == called.casefold()]
        if known:
            return known[0]
        seat = write_down(self._person, self._session, SeatDraft(called, place=municipality))
        self._seats = [*self._seats, seat]
        return seat

    def seat_with(self, seat_id: int) -> Seat:
        """Return a seat of the session by its id. Raises `NotFoundError`."""
        seat = next((one for one in self._seats if one.id == seat_id), None)
        if seat is None:
            raise NotFoundError(_("There is no such seat."))
        return seat
