"""The first rows of a file as they would be taken in, for whoever says which column is what."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from consult.exchange.columns import bound
from consult.exchange.models import Kind
from consult.exchange.opening import rows_of
from consult.exchange.rows import Reader, Row
from consult.kernel.clock import now
from consult.kernel.errors import RefusedError
from consult.sheets import opened

if TYPE_CHECKING:
    from pathlib import Path

    from consult.exchange.columns import Columns
    from consult.kernel.i18n import Words
    from consult.processes import Process

ROWS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row as it would come, or why it would not."""

    number: int
    row: Row | None
    refusal: Words = ""


def header_of(path: Path) -> list[str]:
    """Return the names of a file's columns."""
    with opened(path) as sheet:
        return [name for name in sheet.header if name.strip()]


def count_rows(path: Path) -> int:
    """Count a file's rows, as a spreadsheet counts: the number of the last."""
    with opened(path) as sheet:
        last = 1
        for number, _cells in sheet.rows:
            last = number
        return last


def preview(path: Path, columns: Columns, process: Process) -> list[PreviewRow]:
    """Read the first rows. Raises `RefusedError` when the columns do not fit the file."""
    with rows_of(path, columns) as sheet:
        reader = Reader(bound(columns, sheet.header), process.time_zone, now())
        read = reader.comment if columns.kind is Kind.COMMENTS else reader.contribution
        shown = []
        for number, cells in islice(sheet.rows, ROWS_SHOWN):
            try:
                shown.append(PreviewRow(number, read(number, cells)))
            except RefusedError as refusal:
                shown.append(PreviewRow(number, None, refusal.message))
        return shown
