"""Reading cards from a CSV, with its faults by row."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.paper.queries import numbers_in
from consult.wall import PAPER_LENGTH

if TYPE_CHECKING:
    from collections.abc import Collection

    from consult.tables import Session

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
    taken = numbers_in(session)
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


def _row(line: int, told: dict[str, str], taken: Collection[int]) -> Row:
    number, refused = None, ""
    typed = told["number"].strip()
    if typed and typed.isascii() and typed.isdigit() and int(typed) <= LARGEST_NUMBER:
        number = int(typed)
    elif typed:
        refused = _("“%(typed)s” is not the number of a card.", typed=typed[:20])
    if number in taken:
        refused = _("Card number %(num)s was entered before.", num=number)
    text = told["text"].strip()
    if not text:
        refused = _("There is no text.")
    elif len(text) > PAPER_LENGTH:
        refused = _("The text is longer than %(most)d characters.", most=PAPER_LENGTH)
    return Row(line, number, text, told["name"].strip(), told["municipality"].strip(), refused)
