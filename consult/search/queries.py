"""Looking things up by words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Double,
    Integer,
    Select,
    any_,
    cast,
    column,
    false,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from consult.kernel.db import db
from consult.search.commands import tags_of
from consult.search.models import SearchEntry
from consult.search.words import choices

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute

LONGEST_QUERY = 300
MOST_TERMS = 12
MOST_RANKED = 2_000
"""Only the newest that match are ranked: among thousands, no rank says more than the date."""


def matching(kind: str, query: str, limit: int, *, public_only: bool = True) -> Select[int, float]:
    """The things of a kind that hold every word of a query: `thing_id` and `rank`, best first.

    A select to read or to join (`.subquery()`). A word in the title weighs most. Signs that mean
    something to a database mean nothing here; a query without a word finds nothing.
    """
    terms = choices(query[:LONGEST_QUERY])[:MOST_TERMS]
    tags = tags_of(kind, public=public_only)
    if not terms:
        return select(SearchEntry.thing_id, literal_column("0.0", Double).label("rank")).where(
            false()
        )
    found, rank = _found(terms, tags)
    hits = found.add_columns(rank.label("rank")).limit(max(limit, MOST_RANKED)).subquery("hit")
    return (
        select(SearchEntry.thing_id, hits.c.rank)
        .join(hits, hits.c.id == SearchEntry.id)
        .order_by(hits.c.rank.desc(), SearchEntry.thing_id.desc())
        .limit(limit)
    )


def holding(kind: str, query: str, limit: int) -> Select[int]:
    """The ids of the newest public things of a kind that hold every word, as `matching` finds them.

    For who only asks whether a thing is among them: a rank is told by counting, each time, in how
    many things each word is.
    """
    terms = choices(query[:LONGEST_QUERY])[:MOST_TERMS]
    if not terms:
        return select(SearchEntry.thing_id).where(false())
    found, _rank = _found(terms, tags_of(kind, public=True))
    hits = found.limit(limit)
    if db.is_sqlite:
        hit = hits.subquery("hit")
        return select(SearchEntry.thing_id).join(hit, hit.c.id == SearchEntry.id)
    return select(SearchEntry.thing_id).where(_is_one_of(SearchEntry.id, hits))


def is_hit(id_: InstrumentedAttribute[int], hits: Select[int]) -> ColumnElement[bool]:
    """Whether an id is among the ids that a search found, which is looked for once."""
    return id_.in_(hits) if db.is_sqlite else _is_one_of(id_, hits)


def _is_one_of(id_: InstrumentedAttribute[int], ids: Select[int]) -> ColumnElement[bool]:
    """Say for PostgreSQL that a few thousand ids lead, each found by its key.

    Joined, it reads all there is beside them, or searches again for each row.
    """
    return id_ == any_(func.array(ids.scalar_subquery(), type_=ARRAY(Integer)))


def _found(terms: list[list[str]], tags: list[str]) -> tuple[Select[Any], ColumnElement[Any]]:
    """The entries that hold the terms, the newest first, and what would rank them."""
    return _in_fts5(terms, tags) if db.is_sqlite else _in_tsvector(terms, tags)


def _in_fts5(terms: list[list[str]], tags: list[str]) -> tuple[Select[Any], ColumnElement[Any]]:
    words = " AND ".join("(" + " OR ".join(f'"{stem}"' for stem in term) + ")" for term in terms)
    marks = " AND ".join(f'tags : "{tag}"' for tag in tags)
    stored = table("search_words", column("rowid", Integer))
    bm25 = func.bm25(literal_column("search_words"), 0.0, 10.0, 1.0, type_=Double)
    found = (
        select(stored.c.rowid.label("id"))
        .where(
            text("search_words MATCH :fts").bindparams(
                fts=f"{marks} AND {{title body}} : ({words})"
            )
        )
        .order_by(stored.c.rowid.desc())
    )
    return found, -bm25


def _in_tsvector(terms: list[list[str]], tags: list[str]) -> tuple[Select[Any], ColumnElement[Any]]:
    words = " & ".join("(" + " | ".join(f"'{stem}'" for stem in term) + ")" for term in terms)
    marks = " & ".join(f"'@{tag}'" for tag in tags)
    stored = table("search_words", column("id", Integer), column("words"))
    wanted = cast(literal(f"{marks} & ({words})"), TSQUERY)
    weights: ColumnElement[Any] = literal_column("'{0, 0.1, 0.4, 1}'::real[]")
    rank = func.ts_rank(weights, stored.c.words, cast(literal(words), TSQUERY), 1, type_=Double)
    found = select(stored.c.id).where(stored.c.words.op("@@")(wanted)).order_by(stored.c.id.desc())
    return found, rank
