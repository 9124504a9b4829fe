"""How a tool counted the characters of a text: found by laying its passages on the words.

The standard counts characters from 0; some tools count UTF-16 units, a line's end as two or as
one whatever the file holds, or the mark before the first character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
LAST_OF_BMP = "\uffff"
FEWEST_TELLING = 0.9
"""The share of passages that begin and end between words, from which a way of counting fits."""
_SPACES = re.compile(r"\s+")
_CUT = ("…", "...")


class Way(StrEnum):
    """What a tool counted otherwise than the standard says."""

    LINES_AS_ONE = "lines_as_one"
    LINES_AS_TWO = "lines_as_two"
    UNITS = "units"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Counting:
    """One way of counting a text: which of its characters count as two, and from where.

    `wide` holds their places in the text as we keep it, in order.
    """

    ways: frozenset[Way]
    wide: tuple[int, ...]
    halves: frozenset[int] = frozenset()
    """Of these, the places that no position may cut in two: those of astral characters."""
    shift: int = 0
    _starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        starts = tuple(place + number for number, place in enumerate(self.wide))
        object.__setattr__(self, "_starts", starts)

    def place_of(self, position: int) -> tuple[int, int]:
        """Return where a position lies; from it to the next where it cuts a character in two."""
        position -= self.shift
        before = bisect_left(self._starts, position)
        if before and position == self._starts[before - 1] + 1:
            return self.wide[before - 1], self.wide[before - 1] + 1
        return position - before, position - before


@dataclass(frozen=True, slots=True)
class Told:
    """A passage as another tool told it: its positions, and the words that it was shown by."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a way of counting fits some passages."""

    outside: int
    """Those that lie outside of the text, or cut a character in two."""
    match: int
    """How well their words are those that they were shown by."""
    edges: int
    """Their beginnings and ends that cut no word, and of these those at no space."""
    neat: int


def in_lines(raw: str) -> str:
    """Return a text with LF at the end of its lines, and without a mark before it."""
    return raw.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def countings_of(raw: str) -> list[Counting]:
    """Return the ways in which a text can have been counted, the standard's first."""
    marked = raw.startswith(BOM)
    raw = raw.removeprefix(BOM)
    words = in_lines(raw)
    astral = tuple(place for place, sign in enumerate(words) if sign > LAST_OF_BMP)
    ends = tuple(found.start() for found in re.finditer("\n", words))
    double = _double_ends(raw)
    lines: dict[tuple[int, ...], frozenset[Way]] = {double: frozenset()}
    lines.setdefault((), frozenset({Way.LINES_AS_ONE}))
    lines.setdefault(ends, frozenset({Way.LINES_AS_TWO}))
    found = [Counting(ways, wide) for wide, ways in lines.items()]
    if astral:
        found += [
            Counting(
                one.ways | {Way.UNITS},
                tuple(sorted((*one.wide, *astral))),
                frozenset(astral),
            )
            for one in found
        ]
    if marked:
        found += [Counting(one.ways | {Way.MARK}, one.wide, one.halves, shift=1) for one in found]
    return found


def own_counting(raw: str) -> Counting:
    """Return how a text's own characters are counted, each as one."""
    marked = raw.startswith(BOM)
    return Counting(frozenset(), _double_ends(raw.removeprefix(BOM)), shift=int(marked))


def _double_ends(raw: str) -> tuple[int, ...]:
    """Return where the ends of lines that were two characters are, once each is one."""
    return tuple(found.start() - number for number, found in enumerate(re.finditer("\r\n", raw)))


def fits(words: str, told: Sequence[Told], counting: Counting) -> Fit:
    """Lay passages on a text as a way of counting says, and see how they fit."""
    outside = match = edges = neat = 0
    for one in told:
        (start, _to), (_from, end) = counting.place_of(one.start), counting.place_of(one.end)
        cut = start != _to or _from != end
        if not 0 <= start <= end <= len(words) or (
            cut and (start in counting.halves or _from in counting.halves)
        ):
            outside += 1
            continue
        match += _match(words[start:end], one.name)
        edges += (_is_edge(words, start) and not cut) + (_is_edge(words, end) and not cut)
        neat += not words[start : start + 1].isspace()
        neat += not words[max(0, end - 1) : end].isspace()
    return Fit(outside, match, edges, neat)


def _match(words: str, name: str) -> int:
    """Return how well words are those that a passage was shown by: 0 to 4."""
    for cut in _CUT:
        name = name.removesuffix(cut)
    if name and words == name:
        return 4
    if name and words.startswith(name):
        return 3
    said, shown = _plain(words), _plain(name)
    if not shown or not said.startswith(shown):
        return 0
    return 2 if said == shown else 1


def _plain(words: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", words)).strip().casefold()


def _is_edge(words: str, place: int) -> bool:
    """Whether no word goes on across a place."""
    around = words[max(0, place - 1) : place + 1]
    return place in {0, len(words)} or not all(sign.isalnum() for sign in around)


def best_of(countings: Sequence[Counting], found: Sequence[Fit], passages: int) -> int:
    """Return the place of the way of counting that fits best; the first unless another must be.

    Words that match decide; without any, passages that fall apart under the first way and begin
    and end between words under another.
    """
    places = range(len(countings))
    most = max(fit.match for fit in found)
    if most:
        return min(places, key=lambda at: (-found[at].match, found[at].outside, at))
    edged = max(places, key=lambda at: (*_ease(found[at]), -at))
    if found[edged].outside < found[0].outside:
        return edged
    enough = 2 * passages * FEWEST_TELLING
    return edged if found[edged].edges >= enough > found[0].edges else 0


def _ease(fit: Fit) -> tuple[int, int, int]:
    return -fit.outside, fit.edges, fit.neat


def is_matched(chosen: Fit, other: Fit) -> bool:
    """Whether another way of counting fits as well as the chosen one, words aside."""
    return _ease(other) >= _ease(chosen)


def agreed_way(chosen: Iterable[tuple[frozenset[Way], int]]) -> frozenset[Way]:
    """Return the way in which most passages of a project were counted."""
    counts: Counter[frozenset[Way]] = Counter()
    for ways, passages in chosen:
        counts[ways] += passages
    return max(counts, key=lambda ways: counts[ways]) if counts else frozenset()
