"""An import tried out: every row is read and looked up, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.exchange.comments import about_of, answered_by, never_came, not_here
from consult.exchange.contributions import sort_contributions
from consult.exchange.known import Tally, known_as, sort
from consult.exchange.models import Import, Kind
from consult.exchange.vocabulary import Vocabulary
from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.exchange.columns import Columns
    from consult.exchange.rows import Row
    from consult.processes import Process


TRIED_AT_ONCE = 100


class Trying:
    """Tells of each batch what would come of it; `arriving` would come before, by their names."""

    def __init__(
        self, process: Process, made: Import, columns: Columns, arriving: set[str]
    ) -> None:
        self.at_once = TRIED_AT_ONCE
        self._made = made
        self._vocabulary = Vocabulary(process, columns)
        self._comments: dict[str, str] = {}
        self._arriving = arriving

    def take(self, rows: Sequence[Row], upto: int, tally: Tally, *, last: bool) -> list[Row]:
        """Look up a batch; nothing is kept."""
        del upto
        left: list[Row] = []
        if self._made.kind is Kind.CONTRIBUTIONS:
            batch = sort_contributions(self._made, rows)
            self._vocabulary.check([*batch.new, *(row for row, _before in batch.changed)])
            self._arriving.update(row.source_id for row in batch.new)
            batch.tally.created += len(batch.new)
            batch.tally.changed += len(batch.changed)
            tally.add(batch.tally)
        else:
            left = self._try_comments(rows, tally, last=last)
        db.session.expunge_all()
        return left

    def _try_comments(self, rows: Sequence[Row], tally: Tally, *, last: bool) -> list[Row]:
        names = (row.source_id for row in rows)
        batch = sort(0, known_as(self._made.source_system, Kind.COMMENTS, names), rows)
        tally.add(batch.tally)
        tally.changed += len(batch.changed)
        about, answered = about_of(self._made, rows), answered_by(self._made, rows)
        self._comments |= {row.source_id: row.about for row in batch.new}
        left = []
        for row in batch.new:
            known = row.answers in answered or row.answers in self._comments
            if row.about not in about and row.about not in self._arriving:
                tally.refusals.append((row.number, not_here(row)))
            elif row.answers and not known:
                if last:
                    tally.refusals.append((row.number, never_came()))
                else:
                    left.append(row)
            else:
                tally.created += 1
        return left
