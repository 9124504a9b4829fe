"""What people type, made sound: one form of each letter, no control characters, known limits."""

from __future__ import annotations

import re
import unicodedata

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

TITLE_LIMIT = 150
COMMENT_LIMIT = 3_000
BODY_LIMIT = 20_000

_BIDI_CONTROLS = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_OTHER_CONTROLS = dict.fromkeys(
    code for code in [*range(0x20), 0x7F, *range(0x80, 0xA0), 0xFEFF] if code not in (0x09, 0x0A)
)
_NOT_TEXT = _BIDI_CONTROLS | _OTHER_CONTROLS
_SURROGATES = re.compile("[\ud800-\udfff]")
SPACES = re.compile(r"\s+")
MANY_LINES = re.compile(r"\n{3,}")


def clean(typed: str) -> str:
    """Return typed text in NFC without control characters, its line ends as newlines.

    Raises `RefusedError` for lone surrogates, which no database keeps.
    """
    if typed.isprintable():  # no controls, no surrogates, one line: nearly all that is typed
        return unicodedata.normalize("NFC", typed).strip()
    if _SURROGATES.search(typed):
        raise RefusedError(_("This text holds broken characters. Type it again."))
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines.translate(_NOT_TEXT)).strip()


def clean_line(typed: str) -> str:
    """Return typed text cleaned, on one line."""
    return SPACES.sub(" ", clean(typed)).strip()
