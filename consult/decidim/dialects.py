"""Telling one export of Decidim from another by its header: names changed from 0.20 to today.

Names inside names are joined by a stroke (`title/it`, `author/id`). A text is either one column
(`title`, as until 0.23) or one for each language, beside those that machines translated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,8})*")


class Entity(StrEnum):
    """What the rows of an export are."""

    PROPOSALS = "proposals"
    MEETINGS = "meetings"
    COMMENTS = "comments"


_HAVE_ALL = {
    Entity.COMMENTS: {"id", "body", "commentable_id", "commentable_type"},
    Entity.MEETINGS: {"id", "title", "start_time", "end_time", "attendees"},
    Entity.PROPOSALS: {"id", "title", "body", "state"},
}
_HAVE_ONE = {
    Entity.PROPOSALS: {"component", "category", "taxonomies", "related_proposals", "votes"},
}


def entity_of(header: Sequence[str]) -> Entity | None:
    """Return what an export's rows are; nothing for one that is not taken in."""
    names = {name.strip().partition("/")[0] for name in header}
    for entity, needed in _HAVE_ALL.items():
        if needed <= names and (entity not in _HAVE_ONE or names & _HAVE_ONE[entity]):
            return entity
    return None


@dataclass(frozen=True, slots=True)
class Header:
    """Where in an export's rows each name stands, and each text in each language."""

    places: Mapping[str, int]
    texts: Mapping[str, Mapping[str, int]]

    def of(self, cells: Sequence[str], *names: str) -> str:
        """Return what a row says under the first of these names that is not empty."""
        for name in names:
            place = self.places.get(name)
            if place is not None and place < len(cells) and cells[place].strip():
                return cells[place]
        return ""

    def text(self, cells: Sequence[str], name: str, languages: Sequence[str]) -> tuple[str, str]:
        """Return a text and its language, the first of these that it is in, else any.

        A text in one column is in no language that we are told.
        """
        told = {
            language: cells[place]
            for language, place in self.texts.get(name, {}).items()
            if place < len(cells) and cells[place].strip()
        }
        language = next((one for one in languages if one in told), next(iter(told), ""))
        return (told[language], language) if told else (self.of(cells, name), "")


def header_of(names: Sequence[str]) -> Header:
    """Find the columns of an export, wherever they stand."""
    places: dict[str, int] = {}
    texts: dict[str, dict[str, int]] = {}
    for place, name in enumerate(name.strip() for name in names):
        places.setdefault(name, place)
        text, _stroke, language = name.rpartition("/")
        if text and "machine_translations" not in text and _LANGUAGE.fullmatch(language):
            texts.setdefault(text, {}).setdefault(language.lower(), place)
    return Header(places, texts)
