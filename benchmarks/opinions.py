"""Opinion maths in a process of its own, so that its processor time and memory are only its own.

`python opinions.py make FOLDER PEOPLE STATEMENTS STANCES` invents a conversation; `ours FOLDER` and
`dwarf FOLDER` look at it and print what they took as JSON. `dwarf` runs where red-dwarf is
installed, which is not where the product is.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

TICK, TICKS = 1_000, 3
CAMPS, DEPTH = 3, 4


def make(folder: Path, people: int, statements: int, stances: int) -> None:
    """Invent three camps with people of their own mind, who each answer as many statements."""
    draw = np.random.default_rng(people)
    each = stances // people
    weights = draw.normal(size=(statements, DEPTH)) * np.array([1.6, 1.0, 0.5, 0.4])
    liked = draw.normal(size=statements) * 0.7
    places = 2 * draw.normal(size=(CAMPS, DEPTH))[draw.integers(0, CAMPS, people)]
    places += 0.6 * draw.normal(size=(people, DEPTH))
    what, how = np.empty(stances, np.int32), np.empty(stances, np.int8)
    for first in range(0, people, 2_000):
        some = places[first : first + 2_000]
        part = slice(first * each, (first + len(some)) * each)
        asked = draw.random((len(some), statements)).argpartition(each, axis=1)[:, :each]
        leaning = np.einsum("pd,psd->ps", some, weights[asked]) + liked[asked]
        leaning += draw.logistic(size=leaning.shape)
        what[part] = asked.ravel()
        how[part] = (np.sign(leaning) * (np.abs(leaning) > 0.6)).ravel()
    order = draw.permutation(stances)
    who = np.repeat(np.arange(people, dtype=np.int32), each)
    for name, column in (("who", who), ("what", what), ("how", how)):
        np.save(folder / f"{name}.npy", column[order])
    (folder / "shape.json").write_text(json.dumps([people, statements]))


def ours(folder: Path) -> dict[str, float]:
    """Look at it by our own means: whole, then a thousand stances more, then whether it is real."""
    from consult.analysis.opinion import opinions, stances, weighing  # noqa: PLC0415 - not dwarf's

    who, what, how = _columns(folder)
    shape = tuple(json.loads((folder / "shape.json").read_text()))
    nothing = np.zeros(shape[1], dtype=np.bool_)
    fully = opinions.How(judge=False)

    def whole() -> tuple[stances.Stances, opinions.Opinions]:
        gathered = stances.gathered(who, what, how, shape=shape)
        found = opinions.opinions_of(gathered, nothing, nothing, how=fully)
        for group in range(found.number):
            weighing.tellings_of(found.tallies, group, ~nothing)
        return gathered, found

    took, (gathered, found) = _timed(whole)
    taken = {"whole": took, "megabytes": _peak()}
    draw = np.random.default_rng(1)
    nearly = opinions.How(judge=False, exactness=1e-6)
    ticks = []
    for _tick in range(TICKS):
        newer = (draw.integers(0, shape[0], TICK), draw.integers(0, shape[1], TICK))
        votes = draw.integers(-1, 2, TICK)

        def tick() -> tuple[stances.Stances, opinions.Opinions]:
            more = stances.gathered(*newer, votes, shape=shape)  # noqa: B023 - called at once
            now = stances.added(gathered, more)  # noqa: B023 - called at once
            before = opinions.Before.of(found)  # noqa: B023 - called at once
            return now, opinions.opinions_of(now, nothing, nothing, before=before, how=nearly)

        took, (gathered, found) = _timed(tick)
        ticks.append(took)
    taken |= {"tick": float(np.median(ticks)), "megabytes with ticks": _peak()}
    judged, _found = _timed(lambda: opinions.opinions_of(gathered, nothing, nothing))
    return taken | {"judged": judged, "megabytes judged": _peak()}


def dwarf(folder: Path) -> dict[str, float]:
    """Look at it by red-dwarf; the list of votes that it wants is not counted."""
    from reddwarf.implementations.polis import run_pipeline  # noqa: PLC0415 - only where it is

    columns = (column.tolist() for column in _columns(folder))
    votes = [
        {"participant_id": who, "statement_id": what, "vote": how, "modified": number}
        for number, (who, what, how) in enumerate(zip(*columns, strict=True))
    ]
    took, _found = _timed(lambda: run_pipeline(votes=votes))
    return {"whole": took, "megabytes": _peak()}


def _columns(folder: Path) -> list[np.ndarray[Any, Any]]:
    return [np.load(folder / f"{name}.npy") for name in ("who", "what", "how")]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def _peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _program, task, at, *sizes = sys.argv
    if task == "make":
        make(Path(at), *map(int, sizes))
    else:
        print(json.dumps((ours if task == "ours" else dwarf)(Path(at))))
