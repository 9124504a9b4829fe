"""What reading a file met that its reader should hear of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.refi.counting import Way

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Odd(StrEnum):
    """What can be odd about a file."""

    COUNTED = "counted"
    UNSURE = "unsure"
    ENCODING = "encoding"
    MISSING = "missing"
    OUTSIDE = "outside"
    NO_TEXT = "no_text"
    UNKNOWN_CODE = "unknown_code"
    TWICE = "twice"
    NAMELESS = "nameless"


@dataclass(frozen=True, slots=True)
class Remark:
    """One odd thing: what it is about, and how many there are."""

    odd: Odd
    about: str = ""
    many: int = 1


WAYS: Mapping[str, Callable[[], str]] = {
    Way.LINES_AS_ONE: lambda: _("the end of a line as one character"),
    Way.LINES_AS_TWO: lambda: _("the end of a line as two characters"),
    Way.UNITS: lambda: _("UTF-16 units"),
    Way.MARK: lambda: _("with the mark before the text"),
}
WORDS: Mapping[Odd, Callable[[Remark], str]] = {
    Odd.COUNTED: lambda one: _(
        "The passages of “%(text)s” were counted in another way than the standard says (%(ways)s). "
        "They were laid on the words that they name.",
        text=one.about.partition("\n")[0],
        ways=", ".join(WAYS[way]() for way in one.about.partition("\n")[2].split(", ")),
    ),
    Odd.UNSURE: lambda one: _(
        "How the passages of “%(text)s” were counted could not be told: look at them.",
        text=one.about,
    ),
    Odd.ENCODING: lambda one: _(
        "The text “%(text)s” is not in UTF-8. It was read as Windows text.", text=one.about
    ),
    Odd.MISSING: lambda one: _(
        "The text “%(text)s” is not in the file. Its passages are left out: %(many)s.",
        text=one.about,
        many=one.many,
    ),
    Odd.OUTSIDE: lambda one: _(
        "Passages of “%(text)s” that end after the text were cut: %(many)s.",
        text=one.about,
        many=one.many,
    ),
    Odd.NO_TEXT: lambda one: _(
        "“%(text)s” is a picture, a sound or a film: only its words can be read. Passages left "
        "out: %(many)s.",
        text=one.about,
        many=one.many,
    ),
    Odd.UNKNOWN_CODE: lambda one: _(
        "Passages have codes that the file does not hold. A code was made for each: %(many)s.",
        many=one.many,
    ),
    Odd.TWICE: lambda one: _(
        "Things had the same identifier. Each but the first got one of its own: %(many)s.",
        many=one.many,
    ),
    Odd.NAMELESS: lambda one: _("Codes have no name: %(many)s.", many=one.many),
}


def said(remark: Remark) -> str:
    """Say a remark in the reader's language."""
    return WORDS[remark.odd](remark)
