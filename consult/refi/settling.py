"""Things as our files hold them: LF, canonical GUIDs, no sign that XML or UTF-8 cannot say."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from consult.refi.counting import BOM, in_lines, own_counting
from consult.refi.guids import as_guid
from consult.refi.parts import line_ends
from consult.refi.reading import ORIGIN, is_ours
from consult.refi.things import Codebook, Link, Project, Text

Thing = TypeVar("Thing", Project, Codebook)
# What XML 1.0 has no way to say, but for surrogates, which nothing has.
_UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_GUIDS = frozenset({"guid", "code", "user", "variable", "target"})


def settled(thing: Thing) -> Thing:
    """Return a project or a codebook as it reads once it was written.

    Lines end in LF, and passages move with their words; GUIDs are upper-case without braces; a
    sign that a file cannot hold is gone, or stands as U+FFFD in a text, where it has its place.
    """
    made: Thing = _settled(thing)
    return made


def _settled(thing: Any) -> Any:  # noqa: ANN401 - any of the plain things
    if isinstance(thing, Text):
        thing = _text(thing)
    changed = {
        one.name: _value(type(thing), one.name, getattr(thing, one.name))
        for one in fields(thing)
        if one.name != "words"
    }
    return replace(thing, **changed)


def _value(owner: type, name: str, value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, tuple):
        if value and is_dataclass(value[0]):
            return tuple(_settled(one) for one in value)
        return tuple(dict.fromkeys(guid for one in value if (guid := as_guid(one))))
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return _words(owner, name, value) if type(value) is str else value


def _words(owner: type, name: str, said: str) -> str:
    if name in _GUIDS or (name == "origin" and owner is Link):
        return as_guid(said)
    return _signed(sayable(said)) if name == "origin" else sayable(said)


def _signed(origin: str) -> str:
    """Name who wrote a file, which is us: what wrote it before comes after."""
    if is_ours(origin):
        return origin
    return f"{ORIGIN} ({origin})" if origin else ORIGIN


def sayable(said: str) -> str:
    """Return words as XML can say them."""
    return _SURROGATES.sub("\ufffd", _UNSAID.sub("", line_ends(said)))


def _text(text: Text) -> Text:
    if text.words is None:
        return text if text.path else replace(text, path=f"relative://{text.guid}.txt")
    counting = own_counting(text.words)
    words = in_lines(_SURROGATES.sub("\ufffd", text.words)).lstrip(BOM)
    dropped = len(in_lines(text.words)) - len(words)

    def placed(place: int) -> int:
        return min(max(0, place - dropped), len(words))

    selections = tuple(
        replace(
            one,
            start=placed(counting.place_of(one.start)[0]),
            end=max(placed(counting.place_of(one.start)[0]), placed(counting.place_of(one.end)[1])),
        )
        for one in text.selections
    )
    return replace(text, words=words, selections=selections, path="")
