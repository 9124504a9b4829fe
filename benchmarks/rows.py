"""A figure, a stand to take it at, and how ours alternates with its reference."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.load import Ask, Tally, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.asked import World

ROUNDS, SECONDS = 3, 1.0
EXPECTED = {200, 303}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `ratio` is value over reference, `met` none where there is no target."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """The servers of a run, and the demo's world in ours."""

    ours: int
    bare: int
    start_seconds: float
    pid: int
    world: World
    size: int
    story: dict[str, Any]
    log: Path


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
) -> tuple[Row, Tally]:
    """Alternate ours with its reference; return the row of medians, and all answers of ours."""
    rates: tuple[list[float], list[float]] = ([], [])
    all_of_ours = Tally(Counter())
    for turn in range(ROUNDS + 1):
        first = turn * 1_000_000
        mine = load(
            stand.ours,
            partial(_further, ours, first),
            seconds=SECONDS,
            connections=connections,
        )
        other = load(stand.bare, theirs, seconds=SECONDS, connections=connections)
        all_of_ours.add(sound(mine, name))
        if turn:  # the first warms both up
            rates[0].append(mine.rate)
            rates[1].append(sound(other, "the reference").rate)
    rate, reference = statistics.median(rates[0]), statistics.median(rates[1])
    ratio = rate / reference
    target, met = ("", None) if least is None else (f">= {least}", ratio >= least)
    return Row(name, rate, "a second", reference, ratio, target, met), all_of_ours


def at_most(name: str, value: float, unit: str, most: float) -> Row:
    """Return the row of something that must not be more."""
    return Row(name, value, unit, target=f"<= {most:g}", met=value <= most)
