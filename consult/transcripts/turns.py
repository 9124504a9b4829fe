"""Who speaks where in a transcript, and when: told from its own words, nothing else is kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIME = r"(?:\d{1,3}[:.])?[0-5]?\d[:.][0-5]\d(?:[.,]\d{1,3})?"
_NAME = r"[^\W_][^:\n\[\](){}<>?!;]{0,39}?"
_LABEL = re.compile(
    rf"""
    (?:[-–—•*][ ]?)?                                          # a dash of dialogue
    (?: \[(?P<a>{_TIME})\][ ]?(?:[-–—][ ])? | \((?P<b>{_TIME})\)[ ]?
      | (?P<c>{_TIME})[ ](?:[-–—][ ])? )?
    (?: (?P<name>{_NAME}) [ ]?(?: \[(?P<d>{_TIME})\] | \((?P<e>{_TIME})\) )?[ ]?:(?=\s|$)[ ]? )?
    """,  # noqa: RUF001 - dashes as people write them
    re.VERBOSE,
)
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"\S.*?(?:[.!?…]+[»”\")\]]*(?=\s|$)|$)", re.DOTALL | re.MULTILINE)
MOST_WORDS_OF_A_NAME = 5
MOST_WORDS_SAID_ONCE = 3
SAID_TWICE = 2
"""Without a time, a name is a speaker if it opens two paragraphs: "One thing: …" is none."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Words of one speaker: a span in code points, end exclusive; seconds if they are known."""

    start: int
    end: int
    speaker: str = ""
    at: float | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    end: int
    name: str
    at: float | None


def time_words(seconds: float) -> str:
    """Return a moment as hours, minutes and seconds: 0:12:04 is written 00:12:04."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def turns_of(text: str, *, every_label: bool = False) -> list[Turn]:
    """Return the turns of a transcript in their order; their spans never touch a label.

    A line that opens with a speaker or a time opens a turn; so does one after an empty line, which
    then is of the same speaker. `every_label` takes for a speaker, too, what opens one paragraph
    only, if it is three words at most.
    """
    lines = [(found.start(), found.end()) for found in _LINE.finditer(text)]
    labels = [_label(text, start, end) for start, end in lines]
    named = Counter(label.name.casefold() for label in labels if label and label.name)
    turns: list[Turn] = []
    speaker, at, opens, before = "", None, True, 0
    for (start, end), label in zip(lines, labels, strict=True):
        first = start
        begins = not turns or text.count("\n", before, start) > 1
        if label and (_is_told(label, named) or (every_label and begins and _is_short(label))):
            speaker, at, opens, first = label.name or speaker, label.at, True, label.end
        elif begins:
            opens = True
        before = end
        first += len(text[first:end]) - len(text[first:end].lstrip())
        if first == end:
            continue  # a label on a line of its own: its words are on the next
        if opens:
            turns.append(Turn(first, end, speaker, at))
            at, opens = None, False
        else:
            turns[-1] = replace(turns[-1], end=end)
    return turns


def _is_told(label: _Label, named: Counter[str]) -> bool:
    if label.at is not None:
        return True
    return bool(label.name) and named[label.name.casefold()] >= SAID_TWICE


def _is_short(label: _Label) -> bool:
    return 0 < len(label.name.split()) <= MOST_WORDS_SAID_ONCE


def _label(text: str, start: int, end: int) -> _Label | None:
    found = _LABEL.match(text, start, end)
    if found is None or found.end() == start:
        return None
    name = " ".join((found["name"] or "").split())
    times = [found[group] for group in "abcde" if found[group]]
    if len(name.split()) > MOST_WORDS_OF_A_NAME or not (name or times):
        return None
    if found["c"] and not name and found.end() < end and text[found.end() - 1] != " ":
        return None  # "12.30" goes on as a number
    return _Label(found.end(), name, _seconds(times[0]) if times else None)


def _seconds(time: str) -> float:
    parts = re.split(r"[:.]", time.split(",", maxsplit=1)[0])
    seconds = 0
    for part in parts[:3]:
        seconds = seconds * 60 + int(part)
    return float(seconds)


def sentences_of(text: str, turn: Turn) -> list[tuple[int, int]]:
    """Return the spans of a turn's sentences, for whoever marks without a mouse."""
    return [found.span() for found in _SENTENCE.finditer(text, turn.start, turn.end)]


def turn_at(turns: Sequence[Turn], place: int) -> int:
    """Return which turn holds a place in the text, else the last one before it."""
    number = 0
    for index, turn in enumerate(turns):
        if turn.start > place:
            break
        number = index
    return number
