"""Words of subtitles: VTT and SRT, their many short cues joined into turns with times."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from consult.transcripts.turns import time_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_CLOCK}\s*-->\s*{_CLOCK}")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]{1,80})>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^<>]{0,200}>|\{\\[^}]{0,80}\}")
_SAID = re.compile(r"^(?:[-–—]\s*)?([^\W\d_][^:<>\n]{0,39}):\s+(?=\S)")  # noqa: RUF001 - dashes of dialogue
PAUSE = 2.0
"""Seconds of silence after which words stand by themselves, whoever says them."""
LONGEST_TURN = 900
"""Code points after which a turn ends with its sentence."""
MOST_WORDS_OF_A_NAME = 5
ENDS = (".", "?", "!", "…")


@dataclass(slots=True)
class _Cue:
    speaker: str
    begins: float
    ends: float
    words: str


def kind_of(text: str, name: str = "") -> str:
    """Return "vtt", "srt", or nothing when a text is no subtitles."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("WEBVTT"):
        return "vtt"
    timed = sum(1 for line in start[:20_000].splitlines()[:12] if _TIMING.match(line))
    if not timed:
        return ""
    return "vtt" if PurePath(name).suffix.lower() == ".vtt" else "srt"


def words_of(text: str) -> str:
    """Return subtitles as a transcript: a paragraph a turn, with its time and its speaker."""
    turns: list[_Cue] = []
    for cue in _cues(text):
        last = turns[-1] if turns else None
        if last is not None and _goes_on(last, cue):
            last.words = f"{last.words} {cue.words}"
            last.ends = cue.ends
        elif last is None or last.words != cue.words or last.speaker != cue.speaker:
            turns.append(cue)
    return "\n\n".join(_line(turn) for turn in turns)


def _goes_on(last: _Cue, cue: _Cue) -> bool:
    """Whether a cue is the same breath: same speaker, no pause, the turn not too long."""
    over = len(last.words) > LONGEST_TURN and last.words.endswith(ENDS)
    return (
        last.speaker == cue.speaker
        and cue.begins - last.ends <= PAUSE
        and not over
        and not last.words.endswith(cue.words)  # shown again while it rolls up
    )


def _line(turn: _Cue) -> str:
    speaker = f"{turn.speaker}: " if turn.speaker else ""
    return f"[{time_words(turn.begins)}] {speaker}{turn.words}"


def _cues(text: str) -> Iterator[_Cue]:
    speaker, times = "", (0.0, 0.0)
    words: list[str] = []
    timed = False
    for line in [*text.splitlines(), "00:00.000 --> 00:00.000"]:
        found = _TIMING.match(line)
        if found is None:
            if timed and line.strip():
                words.append(line)
            elif timed and words:
                timed = False  # a blank line ends a cue: what follows is its next number
            continue
        if words:
            speaker, said = _said(words, speaker)
            if said:
                yield _Cue(speaker, *times, said)
        groups = found.groups()
        times, words, timed = (_seconds(groups[:4]), _seconds(groups[4:])), [], True


def _said(lines: list[str], before: str) -> tuple[str, str]:
    """Return who speaks in a cue (else who spoke before), and the words."""
    whole = " ".join(lines)
    voice = _VOICE.search(whole)
    plain = " ".join(html.unescape(_TAG.sub("", whole)).split())
    if voice:
        return " ".join(html.unescape(voice[1]).split()), plain
    named = _SAID.match(plain)
    if named and len(named[1].split()) <= MOST_WORDS_OF_A_NAME:
        return " ".join(named[1].split()), plain[named.end() :]
    return before, plain


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, parts_of_second = (part or "0" for part in parts)
    return (
        int(hours) * 3600
        + int(minutes) * 60
        + int(seconds)
        + int(parts_of_second.ljust(3, "0")) / 1000
    )
