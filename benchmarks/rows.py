"""A figure, a stand to take it at, and how ours alternates with its reference."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.load import Ask, Tally, load
from benchmarks.servers import processor_seconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.asked import World

SECONDS = 1.0
EXPECTED = {200, 303}


@dataclass(frozen=True, slots=True)
class Pace:
    """How many turns of how many seconds each side of a figure has, after half a turn to warm."""

    turns: int
    seconds: float


PACE = Pace(3, 0.7)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `ratio` is value over reference, `met` none where there is no target.

    `cpu` is what one answer takes of a processor, in ms, web and database together, and
    `cpu_ratio` the reference's over it: these hold on a machine that others use meanwhile.
    """

    name: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None
    target: str = ""
    met: bool | None = None
    size: int | None = None
    cpu: float | None = None
    cpu_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """The servers of a run, and the demo's world in ours."""

    ours: int
    bare: int
    start_seconds: float
    pid: int
    world: World
    sizes: tuple[int, ...]
    story: dict[str, Any]
    log: Path
    bare_pid: int
    database_pid: int | None

    def used(self, pid: int) -> float:
        """Seconds of a processor that a server has had, and the database with it."""
        return processor_seconds(pid) + processor_seconds(self.database_pid)


class UnexpectedAnswerError(RuntimeError):
    """A rate says nothing when what came back is not what was asked for."""


def sound(tally: Tally, what: str) -> Tally:
    """Return a tally whose answers are all good; raises `UnexpectedAnswerError`."""
    if not tally.answers or set(tally.statuses) - EXPECTED:
        raise UnexpectedAnswerError(f"{what}: {dict(tally.statuses)}")
    return tally


def bare_page(_number: int) -> Ask:
    """The reference of every page: 20 rows, 15 kB."""
    return Ask("/page")


def bare_insert(_number: int) -> Ask:
    """The reference of every write: one committed INSERT."""
    return Ask("/insert", "POST", b"x" * 100)


def _further(ours: Callable[[int], Ask], first: int, number: int) -> Ask:
    return ours(first + number)


def beside(
    stand: Stand,
    name: str,
    ours: Callable[[int], Ask],
    theirs: Callable[[int], Ask] = bare_page,
    *,
    least: float | None = None,
    connections: int = 8,
    pace: Pace = PACE,
) -> tuple[Row, Tally]:
    """Alternate ours with its reference; return the row of medians, and all answers of ours."""
    rates: tuple[list[float], list[float]] = ([], [])
    used, answers = [0.0, 0.0], [0, 0]
    all_of_ours = Tally(Counter())
    for turn in range(pace.turns + 1):
        first = turn * 1_000_000
        seconds = pace.seconds if turn else pace.seconds / 2  # the first warms both up
        sides: tuple[tuple[int, int, Callable[[int], Ask], str], ...] = (
            (stand.ours, stand.pid, partial(_further, ours, first), name),
            (stand.bare, stand.bare_pid, theirs, "the reference"),
        )
        for side, (port, pid, asks, what) in enumerate(sides):
            before = stand.used(pid)
            tally = sound(load(port, asks, seconds=seconds, connections=connections), what)
            if side == 0:
                all_of_ours.add(tally)
            if turn:
                used[side] += stand.used(pid) - before
                answers[side] += tally.answers
                rates[side].append(tally.rate)
    rate, reference = statistics.median(rates[0]), statistics.median(rates[1])
    ratio = rate / reference
    target, met = ("", None) if least is None else (f">= {least}", ratio >= least)
    mine, other = (1000 * took / many for took, many in zip(used, answers, strict=True))
    row = Row(name, rate, "a second", reference, ratio, target, met)
    return replace(row, cpu=mine, cpu_ratio=other / mine if mine else None), all_of_ours


def at_most(name: str, value: float, unit: str, most: float) -> Row:
    """Return the row of something that must not be more."""
    return Row(name, value, unit, target=f"<= {most:g}", met=value <= most)
