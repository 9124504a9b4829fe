"""A transcript as a page shows it: turns with speaker and time, what is masked told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.transcripts.personal import folded
from consult.transcripts.turns import time_words, turns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from consult.transcripts.personal import Finding, Personal


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a turn, and what they are if they were found to name or reach somebody."""

    words: str
    kind: Personal | None = None
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """One turn, from its number in the text."""

    number: int
    start: int
    end: int
    speaker: str
    time: str
    at: float | None
    pieces: Sequence[Piece]


def shown_turns(
    text: str, findings: Sequence[Finding], choices: Mapping[str, bool]
) -> list[ShownTurn]:
    """Return a text's turns with what was found in them, as somebody chose about it."""
    shown, first = [], 0
    for number, turn in enumerate(turns_of(text)):
        while first < len(findings) and findings[first].end <= turn.start:
            first += 1
        pieces = list(_pieces(text, turn.start, turn.end, findings[first:], choices))
        time = time_words(turn.at) if turn.at is not None else ""
        shown.append(ShownTurn(number, turn.start, turn.end, turn.speaker, time, turn.at, pieces))
    return shown


def _pieces(
    text: str, start: int, end: int, findings: Sequence[Finding], choices: Mapping[str, bool]
) -> Iterator[Piece]:
    for one in findings:
        if one.start >= end:
            break
        low, high = max(one.start, start), min(one.end, end)
        if low > start:
            yield Piece(text[start:low])
        words = text[low:high]
        is_left = not choices.get(folded(text[one.start : one.end]), True)
        yield Piece(words, one.kind, is_left)
        start = high
    if start < end:
        yield Piece(text[start:end])
