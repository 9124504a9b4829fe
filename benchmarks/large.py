"""The same pages among a hundred thousand contributions: lists, search, similar, map."""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.asked import afresh, signed_in
from benchmarks.load import load
from benchmarks.rows import Row, at_most, beside, sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.load import Ask
    from benchmarks.rows import Stand

LIST_TARGET, IDEA_TARGET, MAP_TARGET = 0.40, 0.35, 0.25
MOST_SIMILAR, MOST_SEARCH, MOST_GROWTH = 60, 150, 1.3
LISTS = {
    "newest": {},
    "most supported": {"sort": "supported"},
    "most discussed": {"sort": "discussed"},
    "one zone": {"zone": "adda-martesana"},
    "one theme, most supported": {"theme": "{theme}", "sort": "supported"},
}


def large(stand: Stand) -> Iterator[Row]:
    """Measure the list while the world is small, add the crowd, and measure all of it."""
    small, _tally = beside(stand, "", lambda number: afresh(stand.world.paths["ideas"], number))
    told = stand.world.told("crowd", str(stand.size))
    size = f"{stand.size:,}"
    lists = list(_lists(stand, size))
    yield from lists
    yield at_most(
        f"{size}: list's time beside the demo's", _cost(lists[0]) / _cost(small), "x", MOST_GROWTH
    )
    yield beside(
        stand,
        f"{size}: idea with 1,000 comments, made anew",
        lambda number: afresh(told["idea"], number),
        least=IDEA_TARGET,
    )[0]
    yield beside(
        stand,
        f"{size}: map, zones and themes in turn",
        _map_asks(stand),
        least=MAP_TARGET,
    )[0]
    queue, carla = stand.world.paths["queue"], stand.world.staff("moderator")
    yield beside(
        stand,
        f"{size}: moderation queue of {stand.size // 50:,}",
        lambda _number: signed_in(queue, carla),
    )[0]
    yield from _words(stand, size)


def _cost(row: Row) -> float:
    """Seconds an answer, in answers of the reference measured beside it."""
    return (row.reference or 0) / row.value


def _lists(stand: Stand, size: str) -> Iterator[Row]:
    theme = stand.world.told("signs")["themes"][0]
    for name, keys in LISTS.items():
        path = stand.world.paths["ideas"]
        if keys:
            path += "?" + urlencode({key: said.format(theme=theme) for key, said in keys.items()})
        yield beside(
            stand,
            f"{size}: ideas, {name}, made anew",
            partial(afresh, path),
            least=LIST_TARGET,
        )[0]


def _map_asks(stand: Stand) -> Callable[[int], Ask]:
    signs = stand.world.told("signs")
    pairs = list(itertools.product(signs["zones"], signs["themes"]))

    def ask(number: int) -> Ask:
        zone, theme = pairs[number % len(pairs)]
        return afresh(f"{stand.world.paths['map']}?zone={zone}&theme={theme}", number)

    return ask


def _in_turn(paths: Sequence[str], number: int) -> Ask:
    return afresh(paths[number % len(paths)], number)


def _words(stand: Stand, size: str) -> Iterator[Row]:
    """Ask one by one, and tell how long 95 of 100 take, the way there and back included."""
    told = stand.world.told("words")
    similar, ideas = stand.world.paths["similar"], stand.world.paths["ideas"]
    titles = [f"{similar}?{urlencode({'title': title})}" for title in told["titles"]]
    common = [f"{ideas}?{urlencode({'q': word})}" for word in told["common"]]
    for name, paths, most in (
        ("similar while typing", titles, MOST_SIMILAR),
        ("search for the commonest words", common, MOST_SEARCH),
    ):
        for seconds in (2.0, 6.0):  # the first warms up
            tally = load(
                stand.ours,
                partial(_in_turn, paths),
                seconds=seconds,
                connections=1,
            )
        sound(tally, name)
        yield at_most(f"{size}: {name}, 95 of 100 within", tally.slowest_of_20(), "ms", most)
