"""Votes as lines of a file, and what is said of lines that cannot be read."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from consult.analysis.opinion.arrays import NOBODY, Flags, Wholes
from consult.analysis.opinion.stances import Stances, gathered

VOTES = {
    "1": 1, "+1": 1, "1.0": 1,
    "0": 0, "0.0": 0,
    "-1": -1, "-1.0": -1,
}  # fmt: skip
COLUMNS = ("participant", "statement", "vote")
TIME = "time"
TOLD_LINES = 10
LONGEST_ID = 200


class UnreadableError(ValueError):
    """A file that holds no votes, in words."""


@dataclass(slots=True)
class Told:
    """What a file of votes tells: who (in order), what, who stands where; what was not read.

    `refused` are the first lines that could not be read, each with its reason; `lost` counts all.
    """

    people: list[str]
    statements: list[str]
    stances: Stances
    lines: int = 0
    lost: int = 0
    refused: list[str] = field(default_factory=list)

    def flags(self, ids: Iterable[str]) -> tuple[Flags, list[str]]:
        """Mark some statements, and return the ids that nobody voted on."""
        places = {one: place for place, one in enumerate(self.statements)}
        wanted = {one.strip() for one in ids} - {""}
        marked = np.zeros(len(self.statements), dtype=np.bool_)
        marked[[places[one] for one in wanted if one in places]] = True
        return marked, sorted(wanted - places.keys())


def told_in(lines: Iterable[str]) -> Told:
    """Read `participant,statement,vote[,time]`; the latest vote wins, by time or by its line.

    Ids are any text; they are put in order, as numbers where all are. A line that cannot be read
    is left out and told. Raises `UnreadableError` when the heading is not there or no line can be.
    """
    rows = csv.reader(lines)
    heading = [name.strip().lower() for name in _next_of(rows) or []]
    missing = [name for name in COLUMNS if name not in heading]
    if missing:
        raise UnreadableError(
            f"The first line must name the columns {', '.join(COLUMNS)}; "
            f"{', '.join(missing)} cannot be found."
        )
    read = _Read(heading)
    while (row := _next_of(rows)) is not None:
        if row:
            read.take(row, rows.line_num)
    if not read.hows:
        why = f" {read.refused[0]}" if read.refused else ""
        raise UnreadableError(f"There is no vote that can be read.{why}")
    return read.told()


def _next_of(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error:
        return ["", ""]
    except UnicodeDecodeError as error:
        raise UnreadableError("This is not a text in UTF-8.") from error


class _Read:
    """Votes as they are read, in arrays that hold ten million of them in little room."""

    def __init__(self, heading: Sequence[str]) -> None:
        self.who, self.what, self.how = (heading.index(name) for name in COLUMNS)
        self.at = heading.index(TIME) if TIME in heading else None
        self.people: dict[str, int] = {}
        self.statements: dict[str, int] = {}
        self.whos, self.whats = array("i"), array("i")
        self.hows, self.times = array("b"), array("d")
        self.lost = 0
        self.refused: list[str] = []

    def take(self, row: Sequence[str], line: int) -> None:
        try:
            who, what = row[self.who].strip(), row[self.what].strip()
            how = VOTES[row[self.how].strip()]
            short = 0 < len(who) <= LONGEST_ID and 0 < len(what) <= LONGEST_ID
            if short and self.at is not None:
                self.times.append(_moment(row[self.at].strip()))
        except IndexError:
            self._refuse(line, "it is torn or has too few columns")
        except KeyError:
            self._refuse(line, "a vote is 1, 0 or -1")
        except ValueError:
            self._refuse(line, "its moment cannot be read")
        else:
            if not short:
                self._refuse(line, "who and what are short texts")
                return
            self.whos.append(self.people.setdefault(who, len(self.people)))
            self.whats.append(self.statements.setdefault(what, len(self.statements)))
            self.hows.append(how)

    def _refuse(self, line: int, why: str) -> None:
        self.lost += 1
        if len(self.refused) < TOLD_LINES:
            self.refused.append(f"Line {line} was left out: {why}.")

    def told(self) -> Told:
        people, who = _in_order(self.people)
        statements, what = _in_order(self.statements)
        stances = gathered(
            who[np.frombuffer(self.whos, dtype=np.int32)],
            what[np.frombuffer(self.whats, dtype=np.int32)],
            np.frombuffer(self.hows, dtype=np.int8),
            shape=(len(people), len(statements)),
            at=None if self.at is None else np.frombuffer(self.times, dtype=np.float64),
        )
        return Told(
            people, statements, stances, len(self.hows) + self.lost, self.lost, self.refused
        )


def _moment(told: str) -> float:
    """A moment as a number, told as one or as in ISO 8601. Raises `ValueError`."""
    try:
        moment = float(told)
    except ValueError:
        return datetime.fromisoformat(told).timestamp()
    if not np.isfinite(moment):
        raise ValueError("A moment is a number.")
    return moment


def _in_order(ids: dict[str, int]) -> tuple[list[str], Wholes]:
    """Return ids in order and, for each by its first appearance, where it is in that order."""
    numbers = all(one.isascii() and one.lstrip("-").isdecimal() for one in ids)
    ordered = sorted(ids, key=(lambda one: (int(one), one)) if numbers else None)
    places = np.empty(len(ids), dtype=np.int64)
    for place, one in enumerate(ordered):
        places[ids[one]] = place
    return ordered, places


def groups_in(lines: Iterable[str], people: Sequence[str]) -> tuple[Wholes, list[str], list[str]]:
    """Read `participant,group`: the group of each person, the groups' names, and who is unknown.

    Raises `UnreadableError` when nobody is in a group.
    """
    places = {one: place for place, one in enumerate(people)}
    rows = csv.reader(lines)
    named: dict[str, str] = {}
    while (row := _next_of(rows)) is not None:
        if len(row) > 1 and row[0].strip() and row[1].strip():
            named[row[0].strip()] = row[1].strip()
    if named.get("participant") == "group":
        del named["participant"]
    names, _places = _in_order({one: place for place, one in enumerate(set(named.values()))})
    rank = {name: place for place, name in enumerate(names)}
    of = np.full(len(people), NOBODY, dtype=np.int64)
    for one, name in named.items():
        if one in places:
            of[places[one]] = rank[name]
    if not (of >= 0).any():
        raise UnreadableError("The file of groups names nobody who voted.")
    return of, names, sorted(named.keys() - places.keys())
