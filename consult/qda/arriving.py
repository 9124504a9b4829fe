"""What a file of another tool would bring: its codes by their names, its passages on our texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.text import TITLE_LIMIT, clean, clean_line
from consult.qda.placing import placed
from consult.qda.projects import guid_for, name_of
from consult.refi import Code, Project, notes_on
from consult.transcripts import UnreadableTextError, sound_text

if TYPE_CHECKING:
    from consult.qda.coded import BookCode, Coded, Heard
    from consult.refi import Selection, Text

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArrivingCode:
    """A code of a file: what it is called under the codes above it, each without regard to case."""

    code: Code
    name: str
    key: Path
    above: Path


@dataclass(frozen=True, slots=True)
class ArrivingPassage:
    """A passage of a file on a text of ours: its codes and who gave them, and what was noted."""

    start: int
    end: int
    codes: Sequence[tuple[str, str]]
    """GUIDs of the code and of the user."""
    memo: str


def key_of(above: Path, name: str) -> Path:
    """How a code is known again: by its name under the codes above it."""
    return (*above, clean_line(name).casefold())


def codes_in(codes: Sequence[Code], above: Path = ()) -> Iterator[ArrivingCode]:
    """The codes of a file, each before those below it, and each with a name of its own."""
    taken: set[Path] = set()
    for code in codes:
        first = clean_line(code.name)[:TITLE_LIMIT] or _("Code without a name")
        name, number = first, 1
        while key_of(above, name) in taken:
            number += 1
            name = f"{first[: TITLE_LIMIT - 5]} ({number})"
        key = key_of(above, name)
        taken.add(key)
        yield ArrivingCode(code, name, key, above)
        yield from codes_in(code.codes, key)


def known_codes(coded: Coded) -> dict[Path, BookCode]:
    """The codes that we have, as those of a file are known again."""
    found: dict[Path, BookCode] = {}
    for code, path in coded.in_order():
        key: Path = ()
        for name in path:
            key = key_of(key, name)
        found.setdefault(key, code)
    return found


def heard_for(text: Text, coded: Coded) -> Heard | None:
    """The interview whose text a text of a file is: the same one, or one of the same words."""
    words = sound_words(text)
    same = [heard for heard in coded.heard if heard.words == words]
    named = [
        heard
        for heard in same
        if guid_for("interview", coded, heard.interview.code) == text.guid
        or name_of(heard) == text.name
    ]
    return next(iter([*named, *same]), None)


def sound_words(text: Text) -> str:
    """The words of a text as transcripts keep them; empty when they keep none of it."""
    try:
        return sound_text(text.words or "")
    except UnreadableTextError:
        return ""


def passages_in(text: Text, project: Project, kept: str) -> list[ArrivingPassage]:
    """The passages of a text, where they lie in what we keep of its words.

    A code that the whole text was given is a passage of all of it; a description and notes are the
    memo of their passage. A passage of nothing but space is none.
    """
    notes = notes_on(project)
    spans = [(one.start, one.end) for one in text.selections]
    found = [
        ArrivingPassage(
            start,
            end,
            tuple((coding.code, coding.user) for coding in one.codings),
            _memo(one, notes),
        )
        for one, (start, end) in zip(
            text.selections, placed(text.words or "", spans, kept), strict=True
        )
    ]
    if text.codings:
        every = tuple((coding.code, coding.user) for coding in text.codings)
        found.append(ArrivingPassage(0, len(kept), every, clean(text.description)))
    return [one for one in found if one.start < one.end]


def _memo(one: Selection, notes: Mapping[str, Sequence[Text]]) -> str:
    things = (one.guid, *(coding.guid for coding in one.codings))
    said = (
        clean(note.words or note.description) for thing in things for note in notes.get(thing, ())
    )
    parts = (clean(one.description), *said)
    return "\n\n".join(dict.fromkeys(part for part in parts if part))
