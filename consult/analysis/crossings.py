"""Reading a table of counts: what is more than expected, what is missing, what is too few."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

FEWEST_PEOPLE = 10
"""A count of fewer people is not told: it could point at somebody."""
LEAST_LIFT = 1.5
CHANCE = 0.05
"""The chance, over the whole table, that any surprise in it is none."""
FEWEST_FOR_CHI_SQUARE = 5.0
"""Where less is expected the chi-square says too much (Cochran, 1954)."""
LEAST_EXPECTED = 1.0
"""A silence is worth telling where at least this many voices could be expected."""
NEARLY_SILENT = 0.25


@dataclass(frozen=True, slots=True)
class Surprise:
    """A cell with more than its row and its column let expect; `lift` is how many times more.

    `chance` is that of seeing such a cell anywhere in the table though rows and columns had
    nothing to do with each other.
    """

    row: Hashable
    column: Hashable
    count: int
    expected: float
    lift: float
    chance: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell with nothing, or next to nothing, against the share of people that its row has."""

    row: Hashable
    column: Hashable
    count: int
    expected: float


def shown_people(people: int) -> int | None:
    """Return a number of people that may be told, or none when they are too few to."""
    return people if people == 0 or people >= FEWEST_PEOPLE else None


def totals_of(
    counts: Mapping[tuple[Hashable, Hashable], int],
) -> tuple[dict[Hashable, int], dict[Hashable, int], int]:
    """Add a table up: by row, by column, and all of it."""
    rows: dict[Hashable, int] = {}
    columns: dict[Hashable, int] = {}
    for (row, column), count in counts.items():
        rows[row] = rows.get(row, 0) + count
        columns[column] = columns.get(column, 0) + count
    return rows, columns, sum(rows.values())


def expected_of(row_total: int, column_total: int, total: int) -> float:
    """How many a cell would hold if rows and columns had nothing to do with each other."""
    return row_total * column_total / total if total else 0.0


def chance_of_as_many(count: int, expected: float) -> float:
    """The chance of `count` or more where `expected` are usual (Poisson's upper tail)."""
    if count <= 0:
        return 1.0
    if expected <= 0:
        return 0.0
    fewer = sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(count))
    return max(0.0, 1.0 - fewer)


def chance_by_chi_square(count: int, row_total: int, column_total: int, total: int) -> float:
    """The chance of a cell so far from what is expected, by its own table of two by two.

    The cell against the rest of its row, of its column and of all, with one degree of freedom and
    Yates's correction for continuity (Pearson, 1900; Yates, 1934).
    """
    in_row, in_column = row_total - count, column_total - count
    neither = total - row_total - in_column
    margins = row_total * column_total * (total - row_total) * (total - column_total)
    if not margins:
        return 1.0
    apart = max(0.0, abs(count * neither - in_row * in_column) - total / 2)
    return erfc(sqrt(total * apart * apart / margins / 2))


def surprises_in(
    counts: Mapping[tuple[Hashable, Hashable], int],
    people: Mapping[tuple[Hashable, Hashable], int],
) -> list[Surprise]:
    """The cells with more than chance explains, the largest lift first.

    Of fewer than ten people nothing is told. The chance, by chi-square (by Poisson's exact tail
    where too little is expected for that), is multiplied by the number of cells looked at
    (Bonferroni), so that a large table does not find surprises in noise.
    """
    rows, columns, total = totals_of(counts)
    looked_at = len(rows) * len(columns) or 1
    found = []
    for (row, column), count in counts.items():
        if people.get((row, column), 0) < FEWEST_PEOPLE:
            continue
        expected = expected_of(rows[row], columns[column], total)
        lift = count / expected if expected else 0.0
        if lift < LEAST_LIFT:
            continue
        if expected < FEWEST_FOR_CHI_SQUARE:
            chance = chance_of_as_many(count, expected)
        else:
            chance = chance_by_chi_square(count, rows[row], columns[column], total)
        if chance * looked_at < CHANCE:
            found.append(Surprise(row, column, count, expected, lift, chance * looked_at))
    return sorted(found, key=lambda one: (-one.lift, -one.count, str(one.row), str(one.column)))


def gaps_in(
    counts: Mapping[tuple[Hashable, Hashable], int],
    population: Mapping[Hashable, int | None],
    columns: Mapping[Hashable, int],
) -> list[Gap]:
    """The rows that are silent on a column, against their share of the population.

    `columns` holds the total of each. A cell is a gap when at least one voice could be expected
    there and a quarter of that, or less, was heard; the largest missing number comes first. A row
    whose population is not known is left out.
    """
    everyone = sum(number for number in population.values() if number)
    found = []
    for row, number in population.items():
        for column, total in columns.items():
            count = counts.get((row, column), 0)
            expected = total * (number or 0) / everyone if everyone else 0.0
            if expected >= LEAST_EXPECTED and count <= expected * NEARLY_SILENT:
                found.append(Gap(row, column, count, expected))
    return sorted(found, key=lambda one: (one.count - one.expected, str(one.row), str(one.column)))
