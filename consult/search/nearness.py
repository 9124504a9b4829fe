"""What is near a few words: things that share the rarest of them, found by the index alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from consult.kernel.db import db
from consult.search.commands import tags_of
from consult.search.rarity import rarities
from consult.search.words import choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_TEXT = 1_000
MOST_WORDS = 24
RAREST = 6
"""So many of a text's words are looked for: the rarer a word, the more it says."""
NEWEST = 200
IN_TITLE, IN_BODY = 2.0, 0.7
DENSE = 0.03
"""From this part of all things on, the newest are found sooner by looking at them in turn."""
LEAST_ALIKE = 0.3
"""The least part of what the words weigh that a thing must share to be called near."""

_IN_FTS5 = text("""
    SELECT rowid AS id, title, body FROM search_words
    WHERE search_words MATCH :fts ORDER BY rowid DESC LIMIT :newest
""")
# Few things hold rare words: they are found by the index first. Asked for the newest at once,
# PostgreSQL takes words that it knows nothing of for common ones, and reads the table backwards.
# That is right where many things are found: there the newest come at once.
_IN_TSVECTOR = """
    WITH found AS {kept} (
        SELECT id, words FROM search_words WHERE words @@ CAST(:wanted AS tsquery)
    ), near AS (
        SELECT id, words FROM found
        WHERE words @@ CAST(:marks AS tsquery) ORDER BY id DESC LIMIT :newest
    )
    SELECT id, {columns} FROM near
"""
_THINGS = "SELECT id, thing_id FROM search_entry WHERE id IN ({ids})"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word's stems in our languages, and how much sharing it says."""

    stems: frozenset[str]
    weight: float
    share: float
    """The part of all things that hold it, as far as known."""


def near(kind: str, words: str, limit: int) -> list[int]:
    """Return the ids of the public things of a kind nearest to a text, the nearest first.

    A thing is near when it shares at least two of the text's rarest words (or its only one).
    """
    asked = _rarest(words)
    if not asked:
        return []
    scored = _scored_in_fts5(kind, asked) if db.is_sqlite else _scored_in_tsvector(kind, asked)
    least = LEAST_ALIKE * IN_TITLE * sum(word.weight for word in asked)
    best = sorted(((score, entry) for entry, score in scored if score >= least), reverse=True)
    return _things([entry for _score, entry in best[:limit]])


def _rarest(words: str) -> list[_Word]:
    told = [frozenset(stems) for stems in choices(words[:LONGEST_TEXT])[:MOST_WORDS]]
    counts, total = rarities({stem for stems in told for stem in stems})
    found: list[tuple[int, frozenset[str]]] = []
    for stems in told:
        count = max(counts.get(stem, 0) for stem in stems)
        if count and stems not in (one for _count, one in found):
            found.append((count, stems))
    found.sort(key=lambda one: one[0])
    return [
        _Word(stems, math.log(1 + total / count), count / total) for count, stems in found[:RAREST]
    ]


def _telling(asked: Sequence[_Word]) -> int:
    """How many of the words, the rarest first, say so much that all others are not enough."""
    least = LEAST_ALIKE * sum(word.weight for word in asked)
    others, many = 0.0, len(asked)
    while many > 1 and others + asked[many - 1].weight < least:
        many -= 1
        others += asked[many].weight
    return many


def _share(asked: Sequence[_Word]) -> float:
    """About which part of all things holds two of the words, one of them telling."""
    return sum(
        word.share * sum(other.share for other in asked[place + 1 :])
        for place, word in enumerate(asked[: _telling(asked)])
    )


def _wanted(asked: Sequence[_Word], either: str, both: str, sign: str) -> str:
    """Write that two of the words must be there, one of them telling, each by any of its stems."""
    terms = [
        "(" + either.join(f"{sign}{stem}{sign}" for stem in sorted(word.stems)) + ")"
        for word in asked
    ]
    if len(terms) == 1:
        return terms[0]
    # Each with any that follows: all pairs, each word's list read once or twice.
    pairs = [
        f"({term}{both}({either.join(terms[place + 1 :])}))"
        for place, term in enumerate(terms[:-1][: _telling(asked)])
    ]
    return "(" + either.join(pairs) + ")"


def _scored_in_fts5(kind: str, asked: Sequence[_Word]) -> Iterable[tuple[int, float]]:
    marks = " AND ".join(f'tags : "{tag}"' for tag in tags_of(kind, public=True))
    words = _wanted(asked, " OR ", " AND ", '"')
    fts = f"{marks} AND {{title body}} : {words}"
    for row in db.session.execute(_IN_FTS5, {"fts": fts, "newest": NEWEST}):
        title, body = set(row.title.split()), set(row.body.split())
        yield row.id, _score(asked, [_where(word, title, body) for word in asked])


def _where(word: _Word, title: set[str], body: set[str]) -> float:
    if word.stems & title:
        return IN_TITLE
    return IN_BODY if word.stems & body else 0.0


def _scored_in_tsvector(kind: str, asked: Sequence[_Word]) -> Iterable[tuple[int, float]]:
    values: dict[str, str | int] = {
        "wanted": _wanted(asked, " | ", " & ", "'"),
        "marks": " & ".join(f"'@{tag}'" for tag in tags_of(kind, public=True)),
        "newest": NEWEST,
    }
    columns = []
    for place, word in enumerate(asked):
        for name, mark in ((f"title{place}", ":A"), (f"body{place}", "")):
            values[name] = " | ".join(f"'{stem}'{mark}" for stem in sorted(word.stems))
            columns.append(f"words @@ CAST(:{name} AS tsquery) AS {name}")
    kept = "MATERIALIZED" if _share(asked) < DENSE else "NOT MATERIALIZED"
    query = text(_IN_TSVECTOR.format(columns=", ".join(columns), kept=kept))
    for row in db.session.execute(query, values).mappings():
        held = [
            IN_TITLE if row[f"title{place}"] else IN_BODY if row[f"body{place}"] else 0.0
            for place in range(len(asked))
        ]
        yield row["id"], _score(asked, held)


def _score(asked: Sequence[_Word], held: Sequence[float]) -> float:
    return sum(word.weight * where for word, where in zip(asked, held, strict=True))


def _things(entries: Sequence[int]) -> list[int]:
    if not entries:
        return []
    # Numbers of our own index: nothing that anybody typed.
    query = text(_THINGS.format(ids=", ".join(str(int(entry)) for entry in entries)))
    things = {row.id: row.thing_id for row in db.session.execute(query)}
    return [things[entry] for entry in entries if entry in things]
