"""The list of ideas as addresses ask for it: each filter with each order, and ten named pairs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks.asked import afresh, kept
from benchmarks.load import load
from benchmarks.rows import Pace, beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.load import Ask
    from benchmarks.rows import Row, Stand

LIST_TARGET, KEPT_TARGET = 0.40, 0.85
ORDERS = {
    "newest": {},
    "most supported": {"sort": "supported"},
    "most discussed": {"sort": "discussed"},
    "fair turn": {"sort": "fair", "seed": "1"},
}
PAIRS = (
    ("zone", "theme", "newest"),
    ("zone", "theme", "most supported"),
    ("zone", "channel", "newest"),
    ("zone", "on the map", "most discussed"),
    ("theme", "channel", "most supported"),
    ("theme", "on the map", "newest"),
    ("theme", "words", "newest"),
    ("zone", "words", "most supported"),
    ("channel", "on the map", "fair turn"),
    ("municipality", "theme", "newest"),
)
ANEW, UNCHANGED = Pace(2, 0.15), Pace(2, 2.0)


def paths_of(stand: Stand, signs: dict[str, Any], word: str) -> dict[str, str]:
    """Return the address of each list by its name."""
    filters = _filters(signs, word)
    ideas = stand.world.paths["ideas"]
    asked = {
        f"{name}, {order}": filters[name] | keys
        for name in filters
        for order, keys in ORDERS.items()
    } | {
        f"{one} and {other}, {order}": filters[one] | filters[other] | ORDERS[order]
        for one, other, order in PAIRS
    }
    return {name: f"{ideas}?{urlencode(keys)}" if keys else ideas for name, keys in asked.items()}


def _filters(signs: dict[str, Any], word: str) -> dict[str, dict[str, str]]:
    return {
        "all": {},
        "zone": {"zone": signs["zones"][0]},
        "theme": {"theme": signs["themes"][0]},
        "municipality": {"municipality": signs["municipality"]},
        "channel": {"channel": signs["channel"]},
        "on the map": {"state": signs["state"]},
        "platform": {"platform": signs["platform"]},
        "words": {"q": word},
    }


def lists(stand: Stand, paths: dict[str, str]) -> Iterator[Row]:
    """Measure each list made anew, and all of them in turn as long as nothing changes."""
    for name, path in paths.items():
        asks = partial(afresh, path)
        yield beside(stand, f"list: {name}, made anew", asks, least=LIST_TARGET, pace=ANEW)[0]
    unchanged = [kept(path) for path in paths.values()]

    def ask(number: int) -> Ask:
        return unchanged[number % len(unchanged)]

    load(stand.ours, ask, seconds=UNCHANGED.seconds)  # all of them made once by each web process
    name = f"list: all {len(paths)} in turn, unchanged"
    yield beside(stand, name, ask, least=KEPT_TARGET, pace=UNCHANGED)[0]
