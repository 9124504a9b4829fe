"""What a REFI-QDA file holds, as plain things: codes, texts, marked passages, who made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What the values of a variable are."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"
    DATETIME = "DateTime"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who coded."""

    guid: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code with those below it; a category is one that no passage can have."""

    guid: str
    name: str = ""
    codable: bool = True
    colour: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """That somebody gave a code."""

    guid: str
    code: str
    user: str = ""
    at: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A passage of a text: code points from its start, the end exclusive.

    Without codings and with a description it is a comment on the passage.
    """

    guid: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    user: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """What a variable says of a case or a text, as it was written."""

    variable: str
    said: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its passages, or a note; without words where its file did not come along."""

    guid: str
    name: str = ""
    words: str | None = ""
    description: str = ""
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    user: str = ""
    at: datetime | None = None
    path: str = ""
    """Where the words are, when they are not here."""


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that is said of cases."""

    guid: str
    name: str = ""
    kind: Kind = Kind.TEXT
    description: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody, or something, that texts and passages are about."""

    guid: str
    name: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    texts: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A tie from one thing to another."""

    guid: str
    origin: str
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Set:
    """A group of codes, texts and notes."""

    guid: str
    name: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """Codes without texts: what a `.qdc` holds."""

    codes: tuple[Code, ...] = ()
    sets: tuple[Set, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """All of a piece of research: what a `.qdpx` holds."""

    name: str
    origin: str = ""
    description: str = ""
    user: str = ""
    at: datetime | None = None
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    texts: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    links: tuple[Link, ...] = ()
    sets: tuple[Set, ...] = ()


def notes_on(project: Project) -> dict[str, list[Text]]:
    """Return the notes of each thing, by its GUID: tied by reference or by link, either way."""
    known = {note.guid: note for note in project.notes}
    found: dict[str, list[Text]] = {}

    def tie(thing: str, note: str) -> None:
        held = found.setdefault(thing, [])
        if note in known and known[note] not in held:
            held.append(known[note])

    for thing, notes in _references(project):
        for note in notes:
            tie(thing, note)
    for link in project.links:
        if link.target in known:
            tie(link.origin, link.target)
        elif link.origin in known:
            tie(link.target, link.origin)
    return {thing: notes for thing, notes in found.items() if notes}


def _references(project: Project) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    codes = list(project.codes)
    while codes:
        code = codes.pop()
        found.append((code.guid, code.notes))
        codes += code.codes
    for text in (*project.texts, *project.notes):
        found.append((text.guid, text.notes))
        for selection in text.selections:
            found.append((selection.guid, selection.notes))
            found += [(coding.guid, coding.notes) for coding in selection.codings]
        found += [(coding.guid, coding.notes) for coding in text.codings]
    return found
