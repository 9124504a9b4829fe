"""Reading a file of rows as a stream: CSV in any of the usual encodings, XLSX, and JSON."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.sheets.archives import is_packed
from consult.sheets.encodings import writing_of
from consult.sheets.objects import holds_objects, objects_in

if TYPE_CHECKING:
    from collections.abc import Sequence

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000
LARGEST_SHEET = 600 * 1024 * 1024
LARGEST_WORDS = 64 * 1024 * 1024
"""Bytes of a spreadsheet once unpacked, and of its words, which are held: beyond, it was made to
fill a memory."""
FIRST_LINE = 1024 * 1024
AS_TEXT = ("'=", "'+", "'-", "'@")
"""How a spreadsheet's formula was made harmless by who exported it: the mark goes again."""
_TORN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError),
    *(AttributeError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError),
)
"""What a broken spreadsheet makes its reader raise."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's header, and its rows to come, each with its number as a spreadsheet counts."""

    header: Sequence[str]
    rows: Iterator[tuple[int, list[str]]]


@contextmanager
def opened(path: Path, delimiter: str = "") -> Iterator[Sheet]:
    """Open a file as a stream of rows. Raises `RefusedError` when it is none that we read."""
    if is_packed(path):
        reading = _workbook(path)
    elif holds_objects(path):
        reading = _objects(path)
    else:
        reading = _csv(path, delimiter)
    with reading as sheet:
        yield sheet


@contextmanager
def _csv(path: Path, delimiter: str) -> Iterator[Sheet]:
    csv.field_size_limit(LONGEST_CELL)
    encoding, errors = writing_of(path)
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        first = file.readline(FIRST_LINE)
        if "\0" in first or len(first) >= FIRST_LINE:
            raise RefusedError(_("This is no file of rows: save it as CSV or XLSX."))
        sign = delimiter or max(DELIMITERS, key=first.count)
        file.seek(0)
        numbered = _sound(csv.reader(file, delimiter=sign))
        yield Sheet(_header(numbered), numbered)


def _header(numbered: Iterator[tuple[int, list[str]]]) -> list[str]:
    header = next(numbered, (0, []))[1]
    if not header:
        raise RefusedError(_("The file is empty: its first line names the columns."))
    return header


def _sound(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Number rows; one that cannot be read comes without cells, empty ones are passed over."""
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = []
            yield number, cells
        else:
            if any(cell.strip() for cell in cells):
                yield number, [_plain(cell) for cell in cells]
        number += 1


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith(AS_TEXT) else cell


@contextmanager
def _objects(path: Path) -> Iterator[Sheet]:
    """A JSON list: the columns are the names that any of its objects has, in their first order."""
    names = list(dict.fromkeys(name for held in objects_in(path) for name in held))
    if not names:
        raise RefusedError(_("The file is empty: none of its objects names anything."))
    rows = ([_plain(held.get(name, "")) for name in names] for held in objects_in(path))
    yield Sheet(names, ((number, cells) for number, cells in enumerate(rows, 2)))


@contextmanager
def _workbook(path: Path) -> Iterator[Sheet]:
    _check_size(path)
    # 8 MB of every web process, for who brings a spreadsheet.
    from openpyxl import load_workbook  # noqa: PLC0415 - see above
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - see above

    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is often wrong
    except (*_TORN, InvalidFileException) as fault:
        raise RefusedError(_unreadable()) from fault
    try:
        numbered = _sound(_said_in(sheet.iter_rows(values_only=True)))
        yield Sheet(_header(numbered), numbered)
    finally:
        book.close()


def _said_in(rows: Iterator[tuple[object, ...]]) -> Iterator[list[str]]:
    """The cells of a spreadsheet's rows; a sheet that is torn further down is told in words."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except _TORN as fault:
            raise RefusedError(_unreadable()) from fault
        yield [_said(value) for value in row]


def _unreadable() -> str:
    return _("This spreadsheet cannot be read: save it as XLSX or CSV.")


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except _TORN as fault:
        raise RefusedError(_unreadable()) from fault
    words = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if sum(part.file_size for part in parts) > LARGEST_SHEET or words > LARGEST_WORDS:
        raise RefusedError(_("This spreadsheet is too large: save it as CSV."))


def _said(value: object) -> str:
    """Return a cell of a spreadsheet as a CSV would say it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)[:LONGEST_CELL]
