"""Names that Ruby wrote as it shows its own objects, or that JSON wrote: read as names again."""

from __future__ import annotations

import re
from collections.abc import Sequence

# {"it"=>"Mobilità", "en"=>"Mobility"}, {…}; Ruby 3.4 puts spaces, JSON a colon.
_THING = re.compile(r'\{((?:[^"{}]|"(?:[^"\\]|\\.)*")*)\}')
_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(?:=>|:)\s*"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r"}
LAST_LETTER = 0x10FFFF


def names_in(told: str, languages: Sequence[str]) -> list[str]:
    """Return the names of a list of things, each in the first of these languages that it has."""
    found = []
    for thing in _THING.findall(told):
        named = {language: _unescaped(name) for language, name in _PAIR.findall(thing)}
        said = {language: name for language, name in named.items() if name.strip()}
        language = next((one for one in (*languages, *said) if one in said), None)
        if language is not None:
            found.append(said[language])
    return found


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(_letter, name)


def _letter(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if not code:
        return _SHORT.get(found[3], found[3])
    number = int(code, 16)
    return chr(number) if number <= LAST_LETTER else ""
