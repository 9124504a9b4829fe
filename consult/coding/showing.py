"""A coded text as its page shows it: turns, their words in pieces, a stripe for each mark."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from consult.transcripts import Finding, Turn, time_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from consult.coding.models import Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks; the colour is that of the one that began last."""

    words: str
    marks: str = ""
    colour: int = 0
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class Stripe:
    """One mark beside the turn that it begins in."""

    id: int
    code: str
    colour: int
    coder: str
    depth: int
    start: int
    end: int
    has_memo: bool
    importance: int


@dataclass(frozen=True, slots=True)
class CodedTurn:
    """One turn of the text, with what stands on it."""

    number: int
    start: int
    end: int
    speaker: str
    time: str
    at: float | None
    pieces: Sequence[Piece]
    stripes: Sequence[Stripe]


def coded_turns(
    text: str,
    turns: Sequence[Turn],
    marks: Sequence[Mark],
    masks: Sequence[Finding],
    coders: Mapping[int, str],
    only: Collection[tuple[int, int]] | None = None,
) -> list[CodedTurn]:
    """Return the turns of a text with their marks, in order; `only` those that touch some spans.

    `marks` come in the order of their starts; those of passages that are unsure are left out.
    """
    sure = [one for one in marks if one.passage.is_sure]
    shown = []
    first = seen = 0
    running: list[Mark] = []
    for number, turn in enumerate(turns):
        while seen < len(sure) and sure[seen].passage.start < turn.end:
            running.append(sure[seen])
            seen += 1
        running = [one for one in running if one.passage.end > turn.start]
        while first < len(masks) and masks[first].end <= turn.start:
            first += 1
        if only is not None and not any(a < turn.end and b > turn.start for a, b in only):
            continue
        hidden = []
        for one in masks[first:]:
            if one.start >= turn.end:
                break
            hidden.append((max(one.start, turn.start), min(one.end, turn.end)))
        before = turns[number - 1].end if number else 0
        begun = [one for one in running if one.passage.start >= before]
        stripes = _stripes(begun, coders)
        shown.append(_turn(text, number, turn, (running, stripes), hidden))
    return shown


def _turn(
    text: str,
    number: int,
    turn: Turn,
    standing: tuple[Sequence[Mark], Sequence[Stripe]],
    hidden: Sequence[tuple[int, int]],
) -> CodedTurn:
    marks, stripes = standing
    edges = {turn.start, turn.end}
    opens: dict[int, list[Mark]] = defaultdict(list)
    for one in marks:
        low, high = max(one.passage.start, turn.start), min(one.passage.end, turn.end)
        edges |= {low, high}
        opens[low].append(one)
    for low, high in hidden:
        edges |= {low, high}
    places = sorted(edges)
    pieces: list[Piece] = []
    running: list[Mark] = []
    for low, high in pairwise(places):
        running = [one for one in running if one.passage.end > low] + opens.get(low, [])
        pieces.append(
            Piece(
                text[low:high],
                " ".join(str(one.id) for one in running),
                running[-1].code.colour if running else 0,
                any(a <= low and high <= b for a, b in hidden),
            )
        )
    time = time_words(turn.at) if turn.at is not None else ""
    return CodedTurn(number, turn.start, turn.end, turn.speaker, time, turn.at, pieces, stripes)


def _stripes(marks: Sequence[Mark], coders: Mapping[int, str]) -> list[Stripe]:
    """The stripes of the marks that begin in a turn; one that others overlap stands further in."""
    stripes: list[Stripe] = []
    for one in marks:
        start, end = one.passage.start, one.passage.end
        depth = sum(1 for other in stripes if other.end > start)
        stripes.append(
            Stripe(
                id=one.id,
                code=one.code.name,
                colour=one.code.colour,
                coder=coders.get(one.coder_id, ""),
                depth=min(depth, 3),
                start=start,
                end=end,
                has_memo=bool(one.memo),
                importance=one.importance,
            )
        )
    return stripes
