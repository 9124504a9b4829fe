"""Carrying marked spans over from one version of a text to the next, and which are unsure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
"""A line with the empty ones after it: alone, they would be alike everywhere, and take minutes."""
_PIECE = re.compile(r"\w+|\s+|.", re.DOTALL)
SURE = 0.6
"""The share of a span's letters that must stand unchanged for it to be surely the same."""
MOST_PIECES = 400
"""Where more than this differs, line by line is as fine as it gets: the rest would take minutes."""

Span = tuple[int, int]
Block = tuple[int, int, int]
"""Where unchanged letters stand before, where after, and how many they are."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span is now; unsure when its words changed too much, or are gone."""

    start: int
    end: int
    sure: bool


def carried(before: str, after: str, spans: Iterable[Span]) -> list[Carried]:
    """Return each span of the text before in the text after, in code points, end exclusive.

    A span whose words stand as they were keeps exactly them. One that was mended inside grows or
    shrinks with it, and is sure while most of it stands. One whose words are gone is where they
    would be, never empty unless the text is, and unsure.
    """
    blocks = same_blocks(before, after)
    starts = [block[0] for block in blocks]
    return [_carry(blocks, starts, span, (before, after)) for span in spans]


def _carry(
    blocks: Sequence[Block], starts: Sequence[int], span: Span, texts: tuple[str, str]
) -> Carried:
    start, end = span
    size = len(texts[1])
    first = max(bisect_right(starts, start) - 1, 0)
    kept = 0
    low = high = None
    before_it = reached = 0
    for at, to, length in blocks[first:]:
        if at >= end:
            break
        left, right = max(at, start), min(at + length, end)
        if left < right:
            low = to + left - at if low is None else low
            high, reached = to + right - at, right
            kept += right - left
        elif at + length <= start:
            before_it = to + length
    if low is None or high is None:
        place = min(before_it, max(size - 1, 0))
        return Carried(place, min(place + 1, size), sure=False)
    more = _shared_start(texts[0][reached:end], texts[1][high : high + end - reached])
    high, kept = high + more, kept + more  # a full stop may be taken for the last one of all
    # What was mended at an edge belongs to the span: it begins where the words before it end.
    sure = kept >= SURE * (end - start) and high - low <= (end - start) / SURE
    if sure:
        low, high = _grown(blocks, starts, span, (low, high))
        sure = high - low <= (end - start) / SURE
    return Carried(low, high, sure=sure)


def _grown(blocks: Sequence[Block], starts: Sequence[int], span: Span, found: Span) -> Span:
    """Take in what replaced the span's own first and last words, when letters around it stand."""
    (start, end), (low, high) = span, found
    index = bisect_right(starts, start) - 1
    if index >= 0:
        at, to, length = blocks[index]
        if at + length == start and low > to + length:
            low = to + length
    index = bisect_right(starts, end) - 1
    if index >= 0 and blocks[index][0] == end and blocks[index][1] > high:
        high = blocks[index][1]
    return low, high


def same_blocks(before: str, after: str) -> list[Block]:
    """Return what stands in both texts in the same order: lines first, then words within them."""
    return list(_joined(_same(before, after)))


def _same(before: str, after: str) -> Iterator[Block]:
    ahead = _shared_start(before, after)
    behind = _shared_start(before[ahead:][::-1], after[ahead:][::-1])
    if ahead:
        yield 0, 0, ahead
    middle = before[ahead : len(before) - behind], after[ahead : len(after) - behind]
    if middle[0] and middle[1]:
        yield from _by_lines(*middle, ahead)
    if behind:
        yield len(before) - behind, len(after) - behind, behind


def _by_lines(before: str, after: str, offset: int) -> Iterator[Block]:
    old, new = _LINE.findall(before), _LINE.findall(after)
    old_at, new_at = _places(old), _places(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, one, two, three, four in matcher.get_opcodes():
        at, to = old_at[one] + offset, new_at[three] + offset
        if kind == "equal":
            yield at, to, old_at[two] - old_at[one]
        elif kind == "replace":
            yield from _by_words("".join(old[one:two]), "".join(new[three:four]), at, to)


def _by_words(before: str, after: str, at: int, to: int) -> Iterator[Block]:
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    old_at, new_at = _places(old), _places(new)
    quick = len(old) > MOST_PIECES and len(new) > MOST_PIECES
    matcher = SequenceMatcher(None, old, new, autojunk=quick)
    for one, three, many in matcher.get_matching_blocks():
        if many:
            yield at + old_at[one], to + new_at[three], old_at[one + many] - old_at[one]


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join blocks that touch on both sides."""
    last: Block | None = None
    for at, to, length in blocks:
        if last is not None and last[0] + last[2] == at and last[1] + last[2] == to:
            last = (last[0], last[1], last[2] + length)
            continue
        if last is not None:
            yield last
        last = (at, to, length)
    if last is not None:
        yield last


def _places(pieces: Sequence[str]) -> list[int]:
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def _shared_start(one: str, two: str) -> int:
    """How many letters both begin with, found by halving."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        half = (low + high + 1) // 2
        if one[low:half] == two[low:half]:
            low = half
        else:
            high = half - 1
    return low
