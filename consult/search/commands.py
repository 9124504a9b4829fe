"""Putting things into the index and taking them out, in the transaction that changes them."""

from __future__ import annotations

from itertools import chain

from sqlalchemy import Select, delete, select, text

from consult.kernel.db import db
from consult.search.models import SearchEntry
from consult.search.words import stems

_INSERT_FTS5 = text(
    "INSERT INTO search_words (rowid, tags, title, body) VALUES (:id, :tags, :title, :body)"
)
_INSERT_TSVECTOR = text(
    "INSERT INTO search_words (id, words) VALUES (:id, CAST(:words AS tsvector))"
)
_DELETE_FTS5 = text("DELETE FROM search_words WHERE rowid = :id")
_DELETE_TSVECTOR = text("DELETE FROM search_words WHERE id = :id")

# As far as a tsvector counts positions.
LAST_POSITION = 16_383


def index(*, kind: str, id: int, language: str, title: str, body: str, public: bool) -> None:  # noqa: A002
    """Make a thing findable by the plain words of its title and body, or renew how it is.

    A thing that is not public is found only by who asks for such things too.
    """
    entry = db.session.scalar(_entry(kind, id))
    if entry is None:
        entry = SearchEntry(kind=kind, thing_id=id, language=language, public=public)
        db.session.add(entry)
        db.session.flush()
    else:
        entry.language, entry.public = language, public
        _forget_words(entry.id)
    _write_words(entry, stems(title, language), stems(body, language))


def remove(kind: str, id: int) -> None:  # noqa: A002
    """Take a thing out of the index, its words with it."""
    entry_id = db.session.scalar(_entry(kind, id).with_only_columns(SearchEntry.id))
    if entry_id is None:
        return
    _forget_words(entry_id)
    db.session.execute(delete(SearchEntry).where(SearchEntry.id == entry_id))


def tags_of(kind: str, *, public: bool) -> list[str]:
    """The marks that stand beside a thing's words, so that one look into the index is enough."""
    own = "kind" + "".join(letter for letter in kind if letter.isalnum())
    return [own, "public"] if public else [own]


def _entry(kind: str, thing_id: int) -> Select[SearchEntry]:
    return select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.thing_id == thing_id)


def _write_words(entry: SearchEntry, title: list[str], body: list[str]) -> None:
    tags = tags_of(entry.kind, public=entry.public)
    if db.is_sqlite:
        db.session.execute(
            _INSERT_FTS5,
            {
                "id": entry.id,
                "tags": " ".join(tags),
                "title": " ".join(title),
                "body": " ".join(body),
            },
        )
        return
    weighed = chain(
        (f"@{tag}" for tag in tags),
        _placed(title, "A", 1),
        _placed(body, "C", len(title) + 1),
    )
    db.session.execute(
        _INSERT_TSVECTOR,
        {"id": entry.id, "words": " ".join(weighed)},
    )


def _placed(words: list[str], weight: str, first: int) -> list[str]:
    return [
        f"{word}:{min(place, LAST_POSITION)}{weight}" for place, word in enumerate(words, first)
    ]


def _forget_words(entry_id: int) -> None:
    db.session.execute(_DELETE_FTS5 if db.is_sqlite else _DELETE_TSVECTOR, {"id": entry_id})
