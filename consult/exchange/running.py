"""Running an import: batch by batch, each in a transaction of its own, so that a kill loses none.

Whoever runs the same file again goes on where it ended: what came before is known by its name.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from sqlalchemy import delete, insert, select

from consult.exchange.columns import Columns, bound, columns_kept
from consult.exchange.comments import take_comments
from consult.exchange.contributions import take_contributions
from consult.exchange.known import Tally
from consult.exchange.models import Import, ImportState, Kind, Refusal
from consult.exchange.opening import rows_of
from consult.exchange.rows import Reader, Row
from consult.exchange.vocabulary import Vocabulary
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.processes import Process

BATCH = 40
SMALLEST_BATCH, LARGEST_BATCH = 15, 200
WORK_AT_ONCE = 0.02
"""Seconds of a processor in a batch's transaction: more is followed by smaller batches, since
nobody else writes to SQLite meanwhile. Not seconds of the clock: on a busy machine those grow
however small a batch is, and each begins with the same work."""
MOST_REFUSALS = 10_000
"""So many refused rows are listed; all of them are counted."""


@dataclass(slots=True)
class Report:
    """What came of an import, as it is told."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: list[dict[str, int | str]] = field(default_factory=list)
    seconds: float = 0.0
    peak_mb: int = 0

    def take(self, tally: Tally) -> None:
        """Add what came of a batch."""
        self.created += tally.created
        self.changed += tally.changed
        self.unchanged += tally.unchanged
        self.refused += len(tally.refusals)
        room = MOST_REFUSALS - len(self.refusals)
        told = sorted(tally.refusals)[: max(room, 0)]
        self.refusals += [{"row": row, "reason": reason} for row, reason in told]

    def add(self, other: Report, file: str) -> None:
        """Add what came of another file of the same archive."""
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.refused += other.refused
        self.refusals += [one | {"file": file} for one in other.refusals]
        self.seconds = round(self.seconds + other.seconds, 1)
        self.peak_mb = max(self.peak_mb, other.peak_mb)


class Taker(Protocol):
    """Takes in what was read, batch by batch, of `at_once` rows each."""

    at_once: int

    def take(self, rows: Sequence[Row], upto: int, tally: Tally, *, last: bool) -> list[Row]:
        """Take in a batch read up to a row, adding to what is told of it; return what must wait."""


class OvertakenError(RefusedError):
    """Somebody else is at work on this import, or has stopped it: whoever is told so ends."""


def run(import_id: int, path: Path, hold_on: Callable[[], None] = lambda: None) -> Report:
    """Take in the file of an import that was prepared, or go on with it; each batch is kept.

    `hold_on` is called before each batch. Raises `RefusedError`, and keeps why with the import,
    when the file cannot be taken in, and `OvertakenError` when another is at work on it.
    """
    with db.transaction():
        made = db.session.get_one(Import, import_id)
        db.lock_row(made)
        db.session.execute(delete(Refusal).where(Refusal.import_id == made.id))
        made.read = made.created = made.changed = made.unchanged = made.refused = 0
        made.state, made.failure = ImportState.RUNNING, None
        columns, process = columns_kept(made.kind, made.columns), process_of(made)
    try:
        report = read_through(path, columns, process, _Keeping(import_id, hold_on))
    except OvertakenError:
        raise
    except RefusedError as refusal:
        _end(import_id, ImportState.FAILED, str(refusal.message))
        raise
    _end(import_id, ImportState.DONE)
    return report


def read_through(path: Path, columns: Columns, process: Process, taker: Taker) -> Report:
    """Read a file row by row, and hand it on batch by batch; what was left over comes last."""
    report, began = Report(), time.perf_counter()
    with rows_of(path, columns) as sheet:
        reader = Reader(bound(columns, sheet.header), process.time_zone, now())
        seen: dict[str, int] = {}
        left: list[Row] = []
        last_row = 1
        while numbered := list(islice(sheet.rows, taker.at_once)):
            tally = Tally()
            rows = list(_read(reader, numbered, seen, tally))
            last_row = numbered[-1][0]
            left += taker.take(rows, last_row, tally, last=False)
            report.take(tally)
        while left:
            tally = Tally()
            left = taker.take(left, last_row, tally, last=True)
            report.take(tally)
    report.seconds = round(time.perf_counter() - began, 1)
    report.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return report


def _read(
    reader: Reader,
    numbered: Sequence[tuple[int, list[str]]],
    seen: dict[str, int],
    tally: Tally,
) -> Iterator[Row]:
    """Read rows, refusing those that cannot be and those whose name another row has."""
    comments = reader.bound.columns.kind is Kind.COMMENTS
    for number, cells in numbered:
        try:
            row = (reader.comment if comments else reader.contribution)(number, cells)
        except RefusedError as refusal:
            tally.refusals.append((number, str(refusal.message)))
            continue
        before = seen.setdefault(row.source_id, number)
        if before != number:
            reason = _("Row %(row)d has the same identifier, or says the same.", row=before)
            tally.refusals.append((number, reason))
            continue
        yield row


@dataclass(slots=True)
class _Keeping:
    """Takes each batch in, in one transaction, with what is told of it.

    `read` is how far we were: where the import is elsewhere by now, another has gone on with it,
    and one of the two ends, so that nothing is counted twice.
    """

    import_id: int
    hold_on: Callable[[], None]
    read: int = 0
    known: Vocabulary | None = None
    at_once: int = field(default_factory=lambda: BATCH)

    def take(self, rows: Sequence[Row], upto: int, tally: Tally, *, last: bool) -> list[Row]:
        """Take in a batch. Raises `OvertakenError`."""
        self.hold_on()
        left: list[Row] = []
        with db.transaction():
            began = time.thread_time()
            made = db.session.get_one(Import, self.import_id)
            db.lock_row(made)
            if made.state is not ImportState.RUNNING or made.read != self.read:
                raise OvertakenError(_("This import was stopped."))
            if made.kind is Kind.CONTRIBUTIONS:
                if self.known is None or self.known.lacks(rows):
                    columns = columns_kept(made.kind, made.columns)
                    self.known = Vocabulary(process_of(made), columns)
                tally.add(take_contributions(made, self.known, rows))
            else:
                batch = take_comments(made, rows, last=last)
                tally.add(batch.tally)
                left = batch.left
            made.read = self.read = upto
            made.created += tally.created
            made.changed += tally.changed
            made.unchanged += tally.unchanged
            made.refused += len(tally.refusals)
            _note_refusals(made, tally)
            db.session.flush()
            work = time.thread_time() - began
        self._keep_pace(work)
        return left

    def _keep_pace(self, work: float) -> None:
        wanted = int(self.at_once * WORK_AT_ONCE / max(work, WORK_AT_ONCE / 10))
        self.at_once = min(max(wanted, SMALLEST_BATCH), self.at_once * 2, LARGEST_BATCH)


def _note_refusals(made: Import, tally: Tally) -> None:
    told = [
        {"import_id": made.id, "row": number, "reason": reason} for number, reason in tally.refusals
    ]
    if told:
        db.session.execute(insert(Refusal), told)


def _end(import_id: int, state: ImportState, failure: str | None = None) -> None:
    with db.transaction():
        made = db.session.get_one(Import, import_id)
        db.lock_row(made)
        if made.state is not ImportState.RUNNING:
            return  # it is being undone meanwhile
        made.state, made.failure, made.done_at = state, failure, now()
        if state is ImportState.DONE:
            made.rows = made.read


def process_of(made: Import) -> Process:
    """Return the consultation that an import is for."""
    return db.session.scalars(select(Process).where(Process.id == made.process_id)).one()
