"""Personal data in a text, found by pattern: names that are known, mails, phones, fiscal codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MASK = "[…]"
"""What is read in the place of masked words."""
SHORTEST_NAME = 3
_MAIL = re.compile(r"(?<![\w.+-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_FISCAL = re.compile(
    r"(?<!\w)[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z](?!\w)",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_PHONE = re.compile(r"(?<![\w.,/-])(?:(?:\+|00)\d{2}[ .-]?)?(?:\d[ ./-]?){7,11}\d(?![\w/-]|[.,]\d)")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}")
_YEARS = re.compile(r"(?:1[89]|20)\d{2}[ ./-]{1,3}(?:1[89]|20)\d{2}")
OF_NO_NAME = frozenset({"da", "de", "dal", "dalla", "degli", "dei", "del", "della", "di", "von"})
DIGITS = range(8, 15)
"""How many digits a telephone number has, with the country before it."""
_OPENS_A_PHONE = ("0", "3", "8", "+")


class Personal(StrEnum):
    """What was found that names or reaches somebody."""

    NAME = "name"
    MAIL = "mail"
    PHONE = "phone"
    FISCAL_CODE = "fiscal-code"
    IBAN = "iban"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Finding:
    """A span, in code points and end exclusive, that names or reaches somebody."""

    start: int
    end: int
    kind: Personal


def findings_in(text: str, names: Iterable[str] = (), others: Iterable[str] = ()) -> list[Finding]:
    """Return what names or reaches somebody in a text, in order and without overlaps.

    `names` are of people known to be spoken of: whole, and each part that is long enough. `others`
    are words that somebody asked to mask.
    """
    found = [
        *_matches(text, _MAIL, Personal.MAIL),
        *_matches(text, _FISCAL, Personal.FISCAL_CODE),
        *_matches(text, _IBAN, Personal.IBAN),
        *_phones(text),
        *_words(text, _names(names), Personal.NAME),
        *_words(text, others, Personal.OTHER),
    ]
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end:
            kept[-1] = Finding(kept[-1].start, one.end, kept[-1].kind)
    return kept


def masked(text: str, start: int, end: int, findings: Iterable[Finding]) -> str:
    """Return a span's words as others may read them: no word of what was found, not even half."""
    said, at = [], start
    for one in findings:
        if one.end <= start or one.start >= end:
            continue
        said += [text[at : max(one.start, at)], MASK]
        at = min(one.end, end)
    return "".join([*said, text[at:end]])


def folded(words: str) -> str:
    """Return words as they are compared: case and spaces apart."""
    return " ".join(words.split()).casefold()


def chosen(findings: Iterable[Finding], text: str, kept: Mapping[str, bool]) -> list[Finding]:
    """Return what is to be masked: all that was found but words that somebody chose to leave."""
    return [one for one in findings if kept.get(folded(text[one.start : one.end]), True)]


def _names(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        parts = name.split()
        yield name
        for part in parts:
            plain = part.strip(".,;:()«»\"'")
            if len(plain) >= SHORTEST_NAME and plain.casefold() not in OF_NO_NAME:
                yield plain


def _words(text: str, words: Iterable[str], kind: Personal) -> Iterator[Finding]:
    whole: Sequence[str] = sorted(
        {" ".join(one.split()) for one in words if one.strip()}, key=len, reverse=True
    )
    if not whole:
        return
    either = "|".join(r"\s+".join(re.escape(part) for part in one.split()) for one in whole)
    yield from _matches(text, re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE), kind)


def _matches(text: str, pattern: re.Pattern[str], kind: Personal) -> Iterator[Finding]:
    return (Finding(found.start(), found.end(), kind) for found in pattern.finditer(text))


def _phones(text: str) -> Iterator[Finding]:
    for found in _PHONE.finditer(text):
        words = found[0].strip()
        digits = sum(sign.isdigit() for sign in words)
        if digits not in DIGITS or not words.startswith(_OPENS_A_PHONE):
            continue
        if _DAY.fullmatch(words) or _YEARS.fullmatch(words):
            continue
        yield Finding(found.start(), found.end(), Personal.PHONE)
