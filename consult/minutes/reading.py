"""Minutes as they are read: cards in the place of their numbers, if the reader may read them."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.text import as_markdown, clean_line, markdown_html
from consult.minutes.report import Reader, lines_for
from consult.wall import cards_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from consult.minutes.models import Minutes
    from consult.minutes.report import Line
    from consult.tables import Session

CARD = re.compile(r"\[\[(\d{1,9})\]\]")


def readable(minutes: Minutes, session: Session, reader: Reader) -> str:
    """Return minutes in Markdown, with the words of each card that this reader may read.

    Everyone reads only what moderators have published; nobody what they hid, or what its author
    took back: so minutes that are frozen show no word that is withdrawn later.
    """
    wanted = [card for card in cards_on(session) if not card.set_aside_because]
    lines = lines_for(session, reader, wanted)
    return CARD.sub(lambda found: _words(lines, int(found[1])), minutes.source)


def _words(lines: Mapping[int, Line], card_id: int) -> str:
    line = lines.get(card_id)
    if line is None:
        return f"*{_('A card that was taken back.')}*"
    if line.instead:
        return f"*{line.instead}*"
    return as_markdown(clean_line(line.words))


def page_of(minutes: Minutes, session: Session, reader: Reader) -> Markup:
    """Return minutes as a page for a reader."""
    return markdown_html(readable(minutes, session, reader), headings=True)


def seals_of(minutes: Minutes, session: Session) -> dict[str, str]:
    """The hash of each card that minutes hold, so that its words cannot be exchanged later."""
    held = {int(found) for found in CARD.findall(minutes.source)}
    return {
        str(card.id): hashlib.sha256(card.source.encode()).hexdigest()
        for card in cards_on(session)
        if card.id in held
    }


def hash_of(minutes: Minutes, session: Session) -> str:
    """The SHA-256 of approved minutes: their text, their session, their cards, their moment.

    It is that of a JSON object with sorted names and no spaces, in UTF-8.
    """
    if minutes.approved_at is None:
        message = "Only approved minutes have a hash."
        raise ValueError(message)
    frozen = {
        "approved_at": minutes.approved_at.isoformat(timespec="microseconds"),
        "cards": minutes.facts.get("cards", {}),
        "session": session.number,
        "source": minutes.source,
        "table": session.table.code,
    }
    written = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
