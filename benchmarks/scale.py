"""What must not grow with the whole: lists, pages, desks, words and supports at each size."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks.asked import afresh, pressed, signed_in
from benchmarks.lists import lists, paths_of
from benchmarks.load import WRITERS, ask_each
from benchmarks.rows import Pace, Row, at_most, bare_insert, beside, sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.asked import Guest
    from benchmarks.load import Ask
    from benchmarks.rows import Stand

IDEA_TARGET, MAP_TARGET, VOTE_TARGET = 0.35, 0.25, 0.35
MOST_SIMILAR, MOST_SEARCH, MOST_GROWTH = 60, 150, 1.3
MOST_QUERIES = {"list": 4, "idea": 6}
PAGE, VOTE = Pace(2, 0.3), Pace(2, 0.6)
PEOPLE = 600
WARMING, TITLES, EACH_WORD = 10, 200, 12
MEMBERS = {  # desks, and whose they are
    "moderation queue": "moderator",
    "curators' desk": "curator",
    "drafting desk": "curator",
    "voices to draft from": "curator",
}


def scale(stand: Stand) -> Iterator[Row]:
    """Take every measure at each size, and then how far each page grew."""
    people = stand.world.guests(PEOPLE)
    desks = {role: stand.world.staff(role) for role in set(MEMBERS.values())}
    signs, words = stand.world.told("signs"), stand.world.told("words")
    paths = paths_of(stand, signs, words["common"][0])
    costs: dict[str, dict[int, float]] = {}
    for turn, size in enumerate(stand.sizes):
        told = stand.world.told("crowd", str(size))
        for row in itertools.chain(
            lists(stand, paths),
            _pages(stand, told["idea"], desks, signs),
            _supports(stand, people, turn),
            _words(stand, words),
            _queries(stand, told["idea"], paths),
        ):
            found = replace(row, size=size)
            if found.cpu_ratio and "unchanged" not in found.name:
                costs.setdefault(found.name, {})[size] = 1 / found.cpu_ratio
            yield found
    if len(stand.sizes) > 1:
        yield from _growth(stand, costs)


def _pages(
    stand: Stand, idea: str, desks: dict[str, Guest], signs: dict[str, Any]
) -> Iterator[Row]:
    paths = stand.world.paths
    asked: dict[str, tuple[Callable[[int], Ask], float | None]] = {
        "page: idea with 1,000 comments, made anew": (partial(afresh, idea), IDEA_TARGET),
        "page: map, zones and themes in turn": (_map_asks(stand, signs), MAP_TARGET),
        "page: home, made anew": (partial(afresh, paths["home"]), None),
        "page: process, made anew": (partial(afresh, paths["process"]), None),
        "page: zone, made anew": (partial(afresh, paths["zone"]), None),
    }
    for name, role in MEMBERS.items():
        asked[f"desk: {name}"] = (partial(_of, desks[role], paths[name]), None)
    for name, (asks, least) in asked.items():
        yield beside(stand, name, asks, least=least, pace=PAGE)[0]


def _of(guest: Guest, path: str, _number: int) -> Ask:
    return signed_in(path, guest)


def _map_asks(stand: Stand, signs: dict[str, Any]) -> Callable[[int], Ask]:
    pairs = list(itertools.product(signs["zones"], signs["themes"]))

    def ask(number: int) -> Ask:
        zone, theme = pairs[number % len(pairs)]
        return afresh(f"{stand.world.paths['map']}?zone={zone}&theme={theme}", number)

    return ask


def _supports(stand: Stand, people: Sequence[Guest], turn: int) -> Iterator[Row]:
    """Let distinct people support, each what they have not yet."""
    paths = stand.world.told("supportable", str(turn))
    pairs = itertools.product(paths, people)

    def ask(_number: int) -> Ask:
        path, one = next(pairs)
        return pressed(path, one)

    yield beside(
        stand,
        f"vote: supports, {WRITERS} at a time",
        ask,
        bare_insert,
        least=VOTE_TARGET,
        connections=WRITERS,
        pace=VOTE,
    )[0]
    counts = stand.world.told("counts")
    lost = abs(counts["supports"] - counts["supports counted"])
    yield at_most("vote: supports not counted", lost, "", 0)


def _words(stand: Stand, told: dict[str, list[str]]) -> Iterator[Row]:
    """Ask one by one, and tell how long 95 of 100 take, the way there and back included."""
    similar, ideas = stand.world.paths["similar"], stand.world.paths["ideas"]
    titles = [afresh(f"{similar}?{urlencode({'title': one})}", 0) for one in told["titles"]]
    ask_each(stand.ours, titles[:WARMING])
    tally = sound(ask_each(stand.ours, titles[WARMING : WARMING + TITLES]), "similar")
    yield at_most(
        "similar while typing, 95 of 100 within", tally.slowest_of_20(), "ms", MOST_SIMILAR
    )
    worst = 0.0
    for word in told["common"]:
        path = f"{ideas}?{urlencode({'q': word})}"
        asks = [afresh(path, number) for number in range(EACH_WORD + 2)]
        ask_each(stand.ours, asks[:2])
        worst = max(worst, sound(ask_each(stand.ours, asks[2:]), "search").slowest_of_20())
    yield at_most("search, worst common word, 95 of 100 within", worst, "ms", MOST_SEARCH)


def _queries(stand: Stand, idea: str, many: dict[str, str]) -> Iterator[Row]:
    """How many statements a page takes; of all lists the one with most."""
    paths = stand.world.paths
    others = [idea, *(paths[name] for name in ("map", "home", "process", "zone"))]
    counted = stand.world.told("queries", json.dumps([*many.values(), *others]))
    most = max(many, key=lambda name: counted[many[name]])
    plain = counted[many["all, newest"]]
    yield at_most("queries: plain list", plain, "", MOST_QUERIES["list"])
    yield at_most("queries: the list with most", counted[many[most]], "", MOST_QUERIES["list"])
    yield at_most("queries: idea with 1,000 comments", counted[idea], "", MOST_QUERIES["idea"])
    for name in ("map", "home", "process", "zone"):
        yield Row(f"queries: {name}", counted[paths[name]], "")


def _growth(stand: Stand, costs: dict[str, dict[int, float]]) -> Iterator[Row]:
    """The processor's time of each page at the largest size over that at the smallest."""
    least, most = stand.sizes[0], stand.sizes[-1]
    grown = {name: cost[most] / cost[least] for name, cost in costs.items() if most in cost}
    of_lists = {name: by for name, by in grown.items() if name.startswith("list:")}
    for name in sorted(of_lists, key=lambda one: -of_lists[one])[:3]:
        yield at_most(f"growth, of lists the most: {name}", of_lists[name], "x", MOST_GROWTH)
    for name, by in grown.items():
        if name not in of_lists:
            yield at_most(f"growth: {name}", by, "x", MOST_GROWTH)
