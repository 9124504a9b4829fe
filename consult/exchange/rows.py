"""A row of a file, read and rendered before any database is asked."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

from consult.analysis.languages import told_apart
from consult.contributions import Channel, State, arrival_words
from consult.exchange.meanings import channel_meant, moment_meant, number_meant, state_meant
from consult.exchange.refusals import RowRefusedError
from consult.kernel.i18n import _
from consult.kernel.text import (
    BODY_LIMIT,
    TITLE_LIMIT,
    clean_line,
    excerpt,
    plain_html,
    text_of_html,
)
from consult.search import Stemmed, stemmed
from consult.sheets import LONGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from consult.exchange.columns import Bound

LONGEST_ID = 200
LONGEST_NAME = 200
LONGEST_ANSWER = 10_000
_ALIGNMENTS = {"1": "for", "-1": "against"}
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)?", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/(?:proposals|debates|meetings|results|ideas)/(\w+)")


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says, cleaned; `evidence` is kept with what it becomes.

    `place`, `theme`, `about` and `answers` are names in the file, still to be found here.
    """

    number: int
    source_id: str
    title: str
    source: str
    body: Markup
    language: str
    channel: Channel
    state: State
    said_at: datetime | None
    place: str
    theme: str
    about: str
    answers: str
    evidence: dict[str, Any]
    fingerprint: str = field(default="")
    stemmed: Stemmed | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one file: where things stand in it, and on which clock."""

    bound: Bound
    zone: ZoneInfo
    at: datetime

    def contribution(self, number: int, cells: Sequence[str]) -> Row:
        """Read a contribution. Raises `RowRefusedError` with the reason."""
        self._check(cells)
        title = clean_line(text_of_html(self._of(cells, "title")))
        plain = text_of_html(self._of(cells, "body"))
        if not title and not plain:
            raise RowRefusedError(_("It has neither a title nor a text."))
        title = title or excerpt(Markup.escape(plain), TITLE_LIMIT - 1)
        title, source, body = arrival_words(title, plain)
        state, outcome = state_meant(self._of(cells, "state"))
        evidence = {
            "url": self._address(cells),
            "supports": number_meant(self._of(cells, "supports"), _("supports")),
            "comments": number_meant(self._of(cells, "comments"), _("comments")),
            "outcome": outcome.value if outcome else None,
            "reference": clean_line(self._of(cells, "reference"))[:LONGEST_NAME] or None,
            "answer": text_of_html(self._of(cells, "answer"))[:LONGEST_ANSWER] or None,
            "long_title": len(title) > TITLE_LIMIT or None,
            "long_text": len(plain) > BODY_LIMIT or None,
        }
        return self._whole(cells, number, (title, source, body), state, evidence)

    def comment(self, number: int, cells: Sequence[str]) -> Row:
        """Read a comment. Raises `RowRefusedError` with the reason."""
        self._check(cells)
        plain = text_of_html(self._of(cells, "body"))
        if not plain:
            raise RowRefusedError(_("It has no text."))
        if not self._of(cells, "contribution").strip():
            raise RowRefusedError(_("It does not say which contribution it is about."))
        state, _outcome = state_meant(self._of(cells, "state"))
        evidence = {
            "url": self._address(cells),
            "supports": number_meant(self._of(cells, "supports"), _("supports")),
            "alignment": _ALIGNMENTS.get(self._of(cells, "alignment").strip()),
        }
        return self._whole(cells, number, ("", plain, plain_html(plain)), state, evidence)

    def _check(self, cells: Sequence[str]) -> None:
        if not cells:
            raise RowRefusedError(_("It cannot be read: a cell in it is too long."))
        if len(cells) > self.bound.width:
            raise RowRefusedError(
                _(
                    "It has %(many)d cells under %(columns)d columns: a quotation mark may be "
                    "missing.",
                    many=len(cells),
                    columns=self.bound.width,
                )
            )
        if any(len(cell) >= LONGEST_CELL for cell in cells):
            raise RowRefusedError(_("It cannot be read: a cell in it is too long."))

    def _of(self, cells: Sequence[str], target: str) -> str:
        return self.bound.of(cells, target)

    def _whole(
        self,
        cells: Sequence[str],
        number: int,
        words: tuple[str, str, Markup],
        state: State,
        evidence: dict[str, Any],
    ) -> Row:
        title, source, body = words
        date, columns = self._of(cells, "date"), self.bound.columns
        language = self._language(cells, f"{title} {source}")
        told = {
            "language": language,
            "channel": channel_meant(self._of(cells, "channel")),
            "state": state,
            "said_at": moment_meant(date, self.zone, self.at) if date.strip() else None,
            "place": self._name(cells, "area" if columns.area else "place"),
            "theme": self._name(cells, "new_theme" if columns.new_theme else "theme"),
            "about": _last_of_address(self._of(cells, "contribution")),
            "answers": clean_line(self._of(cells, "parent"))[:LONGEST_ID],
            "evidence": {name: value for name, value in evidence.items() if value is not None},
        }
        content = json.dumps([title, source, told], sort_keys=True, default=str)
        print_of_it = hashlib.sha256(content.encode()).hexdigest()
        return Row(
            number=number,
            source_id=self._source_id(cells, print_of_it),
            title=title,
            source=source,
            body=body,
            fingerprint=print_of_it[:32],
            stemmed=stemmed(language, title, source) if title else None,
            **told,  # type: ignore[arg-type]  # named above, each of its own kind
        )

    def _source_id(self, cells: Sequence[str], print_of_it: str) -> str:
        """Return a row's name in its own system; without one, what it says is its name."""
        if "source_id" not in self.bound.places:
            return f"text:{print_of_it[:32]}"
        named = clean_line(self._of(cells, "source_id"))
        if not named:
            raise RowRefusedError(_("It has no identifier."))
        if len(named) > LONGEST_ID:
            raise RowRefusedError(_("Its identifier is too long."))
        return named

    def _name(self, cells: Sequence[str], target: str) -> str:
        return clean_line(self._of(cells, target))[:LONGEST_NAME]

    def _address(self, cells: Sequence[str]) -> str | None:
        told = clean_line(self._of(cells, "source_url"))
        try:
            scheme = urlsplit(told).scheme
        except ValueError:
            return None
        return told if scheme in {"http", "https"} else None

    def _language(self, cells: Sequence[str], words: str) -> str:
        found = _LANGUAGE.fullmatch(self._of(cells, "language").strip())
        if found:
            return found[1].lower()
        among = self.bound.columns.languages
        return among[0] if len(among) == 1 else told_apart(words, among)


def _last_of_address(told: str) -> str:
    """Return what a comment is about: an identifier, or the one at the end of an address."""
    said = clean_line(told)[:LONGEST_ID]
    found = _IN_ADDRESS.findall(said)
    return str(found[-1]) if found else said
