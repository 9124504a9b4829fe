"""Cards on paper: typed in one line after another, or read from a CSV with its faults by row."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import clean_line
from consult.seats import Seat, SeatDraft, seats_in, write_down
from consult.wall.commands import CardDraft, write_for
from consult.wall.commands.cards import PAPER_LENGTH
from consult.wall.models import Card

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from consult.accounts import Person
    from consult.tables import Block, Session

MOST_ROWS = 500
LARGEST_NUMBER = 999_999
COLUMNS = ("number", "text", "name", "municipality")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: a card, or why it is refused."""

    line: int
    number: int | None
    text: str
    name: str
    municipality: str
    refused: str = ""


class UnreadableFileError(RefusedError):
    """A file of cards has a column of texts, and is not endless."""


def rows_of(session: Session, content: str) -> list[Row]:
    """Read cards from a CSV, with commas or semicolons; each row says why it is refused, if it is.

    Columns: number, text, name, municipality, by their names in the first row, in any order.
    Raises `UnreadableFileError`.
    """
    first = content.lstrip("\ufeff").split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(content.lstrip("\ufeff")), delimiter=separator)
    names = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
    if "text" not in names:
        raise UnreadableFileError(
            _("The first row names the columns: number, text, name, municipality."), field="file"
        )
    taken = _numbers_in(session)
    rows: list[Row] = []
    try:
        for row in reader:
            if len(rows) >= MOST_ROWS:
                raise UnreadableFileError(
                    _("A file has at most %(most)d cards: split it.", most=MOST_ROWS), field="file"
                )
            told = {column: str(row.get(names.get(column, "")) or "") for column in COLUMNS}
            read = _row(reader.line_num, told, taken)
            if not read.refused and read.number is not None:
                taken.add(read.number)
            rows.append(read)
    except csv.Error as error:
        raise UnreadableFileError(
            _("Line %(line)d cannot be read as CSV.", line=reader.line_num), field="file"
        ) from error
    return rows


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


def latest_entered(session: Session, most: int = 12) -> Sequence[Card]:
    """The cards that were entered for others, the latest first."""
    return db.session.scalars(
        select(Card)
        .where(
            Card.session_id == session.id,
            Card.entered_by_id.is_not(None),
            Card.taken_back_at.is_(None),
        )
        .order_by(Card.id.desc())
        .limit(most)
    ).all()


def _row(line: int, told: dict[str, str], taken: Collection[int]) -> Row:
    number, refused = None, ""
    typed = told["number"].strip()
    if typed and typed.isascii() and typed.isdigit() and int(typed) <= LARGEST_NUMBER:
        number = int(typed)
    elif typed:
        refused = _("“%(typed)s” is not the number of a card.", typed=typed[:20])
    if number in taken:
        refused = _("Card number %(num)d was entered before.", num=number)
    text = told["text"].strip()
    if not text:
        refused = _("There is no text.")
    elif len(text) > PAPER_LENGTH:
        refused = _("The text is longer than %(most)d characters.", most=PAPER_LENGTH)
    return Row(line, number, text, told["name"].strip(), told["municipality"].strip(), refused)


def _numbers_in(session: Session) -> set[int]:
    query = select(Card.printed_number).where(
        Card.session_id == session.id, Card.printed_number.is_not(None)
    )
    return {number for number in db.session.scalars(query) if number is not None}
