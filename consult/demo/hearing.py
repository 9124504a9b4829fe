"""Whom a demo interviews and with which codes it reads them, as its file tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consult.interviews import BodyKind, InterviewKind, Purpose
from consult.returning import Answer

if TYPE_CHECKING:
    from consult.demo.players import Said


@dataclass(frozen=True, slots=True)
class TextStory:
    """What is written once for all interviews: a guide with its name, or what is asked."""

    at: str
    by: str
    texts: Said
    name: str = ""


@dataclass(frozen=True, slots=True)
class CodeStory:
    """A code with those under it; one with a theme is that theme."""

    name: str
    colour: int
    under: tuple[str, ...]
    theme: str = ""


@dataclass(frozen=True, slots=True)
class MarkStory:
    """Words that bear a code; `second` is who marked them too."""

    code: str
    words: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class AnswerStory:
    """What the interviewee said of some words, and their own where they changed them."""

    words: str
    answer: Answer
    own: str = ""


@dataclass(frozen=True, slots=True)
class InterviewStory:
    """A conversation as far as it has come; one that is still to come is `due` in some days."""

    key: str
    by: str
    title: str
    body_kind: BodyKind
    zone: str
    place: str
    planned: str
    kind: InterviewKind = InterviewKind.INTERVIEW
    name: str = ""
    role: str = ""
    body: str = ""
    such: int | None = None
    due: str = ""
    held: str = ""
    agrees: tuple[Purpose, ...] | None = None
    text: str = ""
    marks: tuple[MarkStory, ...] = ()
    sent: str = ""
    answered: str = ""
    answers: tuple[AnswerStory, ...] = ()
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class HearingStory:
    """All that is told of interviews; how many are wanted of whom, by zone and kind of body."""

    guide: TextStory
    consent: TextStory
    wanted: tuple[tuple[str, BodyKind, int], ...]
    coded: TextStory
    codes: tuple[CodeStory, ...]
    interviews: tuple[InterviewStory, ...]


def hearing_of(told: dict[str, Any]) -> HearingStory:
    """Read it."""
    book = told["codebook"]
    return HearingStory(
        guide=TextStory(**told["guide"]),
        consent=TextStory(**told["consent"]),
        wanted=tuple((zone, BodyKind(kind), many) for zone, kind, many in told["wanted"]),
        coded=TextStory(book["at"], book["by"], {}),
        codes=tuple(CodeStory(**one | {"under": tuple(one["under"])}) for one in book["codes"]),
        interviews=tuple(map(_interview, told["interviews"])),
    )


def _interview(one: dict[str, Any]) -> InterviewStory:
    agrees = one.get("agrees")
    return InterviewStory(
        **one
        | {
            "kind": InterviewKind(one.get("kind", InterviewKind.INTERVIEW)),
            "body_kind": BodyKind(one["body_kind"]),
            "agrees": None if agrees is None else tuple(map(Purpose, agrees)),
            "marks": tuple(MarkStory(*mark) for mark in one.get("marks", ())),
            "answers": tuple(
                AnswerStory(words, Answer(answer), *own)
                for words, answer, *own in one.get("answers", ())
            ),
        }
    )
