"""Words of a PDF that holds text: page after page, within bounds of pages and time."""

from __future__ import annotations

import io
import re
import time

from pypdf import PdfReader

from consult.kernel.i18n import _
from consult.transcripts.formats.faults import LONGEST_TEXT, UnreadableTextError, too_long

MOST_PAGES = 400
MOST_SECONDS = 30.0
_NUMBER_OF_PAGE = re.compile(r"^\s*\d{1,4}\s*$")
_BROKEN_LINE = re.compile(r"(?<=[a-zà-ÿ,;])\n(?=[a-zà-ÿ])")
_HYPHENED = re.compile(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])")


def words_of(sent: bytes) -> str:
    """Return the words of a PDF; lines that the paper broke are joined again.

    Raises `UnreadableTextError` when it is torn, locked, a scan without text, or too much.
    """
    until = time.monotonic() + MOST_SECONDS
    try:
        pages = _pages(sent, until)
    except UnreadableTextError:
        raise
    except Exception as fault:  # a torn PDF breaks its reader in any way there is
        raise UnreadableTextError(
            _("This PDF is torn: print it anew, or bring its text.")
        ) from fault
    text = "\n".join(pages)
    if not text.strip():
        raise UnreadableTextError(
            _("This PDF holds pictures of pages and no text: bring the text itself.")
        )
    return _BROKEN_LINE.sub(" ", _HYPHENED.sub("", text))


def _pages(sent: bytes, until: float) -> list[str]:
    reader = PdfReader(io.BytesIO(sent))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableTextError(_("This file is locked by a password: send it without."))
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableTextError(_("This PDF has more than 400 pages: divide it in parts."))
    pages: list[str] = []
    for page in reader.pages:
        lines = page.extract_text().splitlines()
        while lines and (not lines[-1].strip() or _NUMBER_OF_PAGE.match(lines[-1])):
            lines.pop()
        pages.append("\n".join(lines))
        if sum(map(len, pages)) > LONGEST_TEXT * 2:
            raise UnreadableTextError(too_long())
        if time.monotonic() > until:
            raise UnreadableTextError(_("This PDF takes too long to read: bring its text."))
    return pages
