"""Putting things into the index and taking them out, in the transaction that changes them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import delete, insert, text

from consult.kernel.db import db
from consult.search.models import SearchEntry
from consult.search.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

# Plain statements: an import sends thousands of them, and the ORM would take most of its time.
_ENTER = text("""
    INSERT INTO search_entry (kind, thing_id, language, public)
    VALUES (:kind, :thing_id, :language, :public)
    ON CONFLICT (kind, thing_id)
    DO UPDATE SET language = excluded.language, public = excluded.public
    RETURNING id
""")
_WRITE_FTS5 = text("""
    INSERT OR REPLACE INTO search_words (rowid, tags, title, body)
    VALUES (:id, :tags, :title, :body)
""")
_WRITE_TSVECTOR = text("""
    INSERT INTO search_words (id, words) VALUES (:id, CAST(:words AS tsvector))
    ON CONFLICT (id) DO UPDATE SET words = excluded.words
""")
_FORGET_FTS5 = text("DELETE FROM search_words WHERE rowid = :id")
_FORGET_TSVECTOR = text("DELETE FROM search_words WHERE id = :id")

# As far as a tsvector counts positions.
LAST_POSITION = 16_383


Stemmed: TypeAlias = tuple[list[str], list[str]]


def index(*, kind: str, id: int, language: str, title: str, body: str, public: bool) -> None:  # noqa: A002 - the id of what is found
    """Make a thing findable by the plain words of its title and body, or renew how it is.

    A thing that is not public is found only by who asks for such things too.
    """
    # Plain statements slip past the session's guard, and past what waits to be flushed.
    db.session.flush()
    if not db.session.info.get("writing"):
        raise RuntimeError("The index is written in a writing transaction.")
    told = {"kind": kind, "thing_id": id, "language": language, "public": public}
    entry_id: int = db.session.execute(_ENTER, told).scalar_one()
    words = _words_of(entry_id, tags_of(kind, public=public), Found(id, language, title, body))
    db.session.execute(_WRITE_FTS5 if db.is_sqlite else _WRITE_TSVECTOR, words)


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that everyone finds from now on, and its plain words, or the stems of both."""

    id: int
    language: str
    title: str
    body: str
    stemmed: Stemmed | None = None


def index_new(kind: str, things: Sequence[Found]) -> None:
    """Make many public things findable that were in no index before, in a few statements."""
    if not things:
        return
    db.session.flush()
    told = [
        {"kind": kind, "thing_id": one.id, "language": one.language, "public": True}
        for one in things
    ]
    entering = insert(SearchEntry).returning(SearchEntry.thing_id, SearchEntry.id)
    entries = {row.thing_id: row.id for row in db.session.execute(entering, told)}
    tags = tags_of(kind, public=True)
    db.session.execute(
        _WRITE_FTS5 if db.is_sqlite else _WRITE_TSVECTOR,
        [_words_of(entries[one.id], tags, one) for one in things],
    )


def _words_of(entry_id: int, tags: list[str], one: Found) -> dict[str, Any]:
    title, body = one.stemmed or stemmed(one.language, one.title, one.body)
    if not db.is_sqlite:
        return {"id": entry_id, "words": vector(tags, title, body)}
    written = {"tags": tags, "title": title, "body": body}
    return {"id": entry_id} | {part: " ".join(words) for part, words in written.items()}


def stemmed(language: str, title: str, body: str) -> Stemmed:
    """The stems of a title and a body: worked out before the database is held, where many come."""
    return stems(title, language), stems(body, language)


def remove(kind: str, id: int) -> None:  # noqa: A002 - the id of what is found
    """Take a thing out of the index, its words with it."""
    entry_id = db.session.scalar(
        delete(SearchEntry)
        .where(SearchEntry.kind == kind, SearchEntry.thing_id == id)
        .returning(SearchEntry.id)
    )
    if entry_id is not None:
        forgetting = _FORGET_FTS5 if db.is_sqlite else _FORGET_TSVECTOR
        db.session.execute(forgetting, {"id": entry_id})


def tags_of(kind: str, *, public: bool) -> list[str]:
    """The marks that stand beside a thing's words, so that one look into the index is enough."""
    own = "kind" + "".join(letter for letter in kind if letter.isalnum())
    return [own, "public"] if public else [own]


def vector(tags: list[str], title: list[str], body: list[str]) -> str:
    """Write a tsvector as PostgreSQL reads it, its title weighing more."""
    weighed = chain(
        (f"@{tag}" for tag in tags),
        _placed(title, "A", 1),
        _placed(body, "C", len(title) + 1),
    )
    return " ".join(weighed)


def _placed(words: list[str], weight: str, first: int) -> list[str]:
    return [
        f"{word}:{min(place, LAST_POSITION)}{weight}" for place, word in enumerate(words, first)
    ]
