"""How far coders agree on where a code stands in a text: kappa, alpha, and where they part."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

Span = tuple[int, int]
"""From a character to a character, in code points, the end exclusive."""
RELIABLE = 0.8
TENTATIVE = 0.667
"""Alpha from which conclusions hold, and from which they hold tentatively.

Source: Krippendorff, Content Analysis, 2nd edition, 2004, page 241.
"""


@dataclass(frozen=True, slots=True)
class Shares:
    """How many characters two coders gave a code: both of them, one only, neither."""

    both: int
    first: int
    second: int
    neither: int

    def __add__(self, other: Shares) -> Shares:
        return Shares(
            self.both + other.both,
            self.first + other.first,
            self.second + other.second,
            self.neither + other.neither,
        )

    @property
    def all(self) -> int:
        """The characters that were read."""
        return self.both + self.first + self.second + self.neither

    @property
    def agreed(self) -> float | None:
        """The share of characters on which the two agree; none for no text."""
        return (self.both + self.neither) / self.all if self.all else None

    @property
    def overlap(self) -> float | None:
        """Of what either marked, how much both did, from 0 to 1; none where neither marked.

        Positive agreement: unlike kappa it does not grow with text that nobody marked. Source:
        Cicchetti and Feinstein, "High agreement but low kappa: II", 1990.
        """
        marked = 2 * self.both + self.first + self.second
        return 2 * self.both / marked if marked else None


@dataclass(frozen=True, slots=True)
class Parting:
    """A stretch of a text to which some coders gave the code, and others, who read it, did not."""

    start: int
    end: int
    given: tuple[int, ...]
    """The places of the coders who gave it."""


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in their order, what touches or overlaps made one; empty ones are left out."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def stretches(
    coders: Sequence[Iterable[Span]], length: int
) -> Iterator[tuple[int, int, tuple[bool, ...]]]:
    """Cut a text of so many characters where any coder's mark begins or ends.

    Each stretch comes with who gave the code there, coder by coder. What lies outside of the text
    is cut off.
    """
    edges: defaultdict[int, set[int]] = defaultdict(set)
    for coder, spans in enumerate(coders):
        inside = ((max(0, start), min(length, end)) for start, end in spans)
        for span in merged(inside):
            for edge in span:
                edges[edge].add(coder)
    given = [False] * len(coders)
    before = 0
    for edge in sorted(edges):
        if edge > before:
            yield before, edge, tuple(given)
        for coder in edges[edge]:
            given[coder] = not given[coder]
        before = edge
    if before < length:
        yield before, length, tuple(given)


def shares_of(first: Iterable[Span], second: Iterable[Span], length: int) -> Shares:
    """Count the characters of a text that two coders gave a code."""
    counts: Counter[tuple[bool, ...]] = Counter()
    for start, end, given in stretches((list(first), list(second)), length):
        counts[given] += end - start
    return Shares(
        counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    )


def kappa_of(shares: Shares) -> float | None:
    """Return Cohen's kappa of two coders over characters; none where chance explains it all.

    (observed - expected) / (1 - expected), where each coder keeps their own share of marks.
    Source: Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20, 1960, pages 37-46.
    """
    if not shares.all:
        return None
    first = (shares.both + shares.first) / shares.all
    second = (shares.both + shares.second) / shares.all
    expected = first * second + (1 - first) * (1 - second)
    observed = (shares.both + shares.neither) / shares.all
    return (observed - expected) / (1 - expected) if expected < 1 else None


def nominal_alpha(units: Iterable[tuple[Sequence[Hashable | None], int]]) -> float | None:
    """Return Krippendorff's alpha of nominal values, for any number of coders.

    Each unit is what every coder said of it, none where a coder said nothing, and how many units
    are like it. None where fewer than two values could be compared or all of them are the same.
    Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, section C.
    """
    coincidences: defaultdict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for said, many in units:
        values = Counter(value for value in said if value is not None)
        coders = values.total()
        if coders > 1:
            for one, ones in values.items():
                for other, others in values.items():
                    pairs = ones * (others - (one == other))
                    coincidences[one, other] += many * pairs / (coders - 1)
    totals: defaultdict[Hashable, float] = defaultdict(float)
    for (one, _other), found in coincidences.items():
        totals[one] += found
    n = sum(totals.values())
    by_chance = n * n - sum(total * total for total in totals.values())
    if n <= 1 or by_chance <= 0:
        return None
    apart = sum(found for (one, other), found in coincidences.items() if one != other)
    return 1 - (n - 1) * apart / by_chance


def span_alpha(texts: Iterable[tuple[Sequence[Iterable[Span]], int]]) -> float | None:
    """Return Krippendorff's alpha of one code over the characters of some texts.

    Each text is the spans of every coder who read it, and its length; every character is a unit
    that has the code or has not (Krippendorff, Mathet, Bouvry, Widlöcher, "On the reliability of
    unitizing textual continua", Quality & Quantity 50, 2016, compare lengths in the same way; we
    take characters for units, as they do for the text between marks). None as `nominal_alpha`.
    """
    return nominal_alpha(
        (given, end - start)
        for coders, length in texts
        for start, end, given in stretches(coders, length)
    )


def partings(coders: Sequence[Iterable[Span]], length: int) -> list[Parting]:
    """Return where coders part on a code, in the order of the text."""
    return [
        Parting(start, end, tuple(place for place, gave in enumerate(given) if gave))
        for start, end, given in stretches(coders, length)
        if any(given) and not all(given)
    ]
