"""Reading a file of rows as a stream: CSV in any of the usual encodings, and XLSX."""

from __future__ import annotations

import codecs
import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000
LARGEST_SHEET = 600 * 1024 * 1024
"""Bytes of a spreadsheet once unpacked: beyond, it was made to fill a memory."""
CHUNK = 1024 * 1024
AS_TEXT = ("'=", "'+", "'-", "'@")
"""How a spreadsheet's formula was made harmless by who exported it: the mark goes again."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's header, and its rows to come, each with its number as a spreadsheet counts."""

    header: Sequence[str]
    rows: Iterator[tuple[int, list[str]]]


@contextmanager
def opened(path: Path, delimiter: str = "") -> Iterator[Sheet]:
    """Open a file as a stream of rows. Raises `RefusedError` when it is none that we read."""
    with path.open("rb") as file:
        packed = file.read(4) == b"PK\x03\x04"
    reading = _workbook(path) if packed else _csv(path, delimiter)
    with reading as sheet:
        yield sheet


@contextmanager
def _csv(path: Path, delimiter: str) -> Iterator[Sheet]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding_of(path), newline="") as file:
        first = file.readline(CHUNK)
        if not first.strip():
            raise RefusedError(_("The file is empty: its first line names the columns."))
        sign = delimiter or max(DELIMITERS, key=first.count)
        file.seek(0)
        reader = csv.reader(file, delimiter=sign)
        header = next(_sound(reader))[1]
        yield Sheet(header, _sound(reader, 2))


def _sound(reader: Iterator[list[str]], first: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Number rows; one that cannot be read comes without cells, empty ones are passed over."""
    number = first
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


def encoding_of(path: Path) -> str:
    """Return how a text file is written: UTF-8 if it can be, else as Windows writes."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            # Every byte means something here: nothing is lost, at worst an odd sign.
            return "cp1252" if _decodes(path, "cp1252") else "latin-1"
    return "utf-8-sig"


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def _workbook(path: Path) -> Iterator[Sheet]:
    _check_size(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile) as fault:
        raise RefusedError(_("This spreadsheet cannot be read: save it as XLSX or CSV.")) from fault
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is often wrong
        rows = ([_said(value) for value in row] for row in sheet.iter_rows(values_only=True))
        numbered = _sound(rows)
        header = next(numbered, (0, []))[1]
        if not header:
            raise RefusedError(_("The file is empty: its first line names the columns."))
        yield Sheet(header, numbered)
    finally:
        book.close()


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as fault:
        raise RefusedError(_("This spreadsheet cannot be read: save it as XLSX or CSV.")) from fault
    if size > LARGEST_SHEET:
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
