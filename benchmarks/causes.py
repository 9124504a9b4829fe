"""Why a row misses its target, as far as we know: shown beside it only when it does."""

from __future__ import annotations

from fnmatch import fnmatchcase

CAUSES: tuple[tuple[str, str], ...] = (
    (
        "list: all * unchanged",
        (
            "a kept page is made anew every ten seconds in each web process, for what "
            "changes by itself as time passes; all of them in turn show that, one page "
            "alone does not"
        ),
    ),
    (
        "list: *",
        (
            "20 rows on 60 kB, their filters and who stands behind each are six statements "
            "of the ORM and 500 calls of macros; only kept pages reach the target"
        ),
    ),
    (
        "page: *",
        (
            "made anew, a page of ours is a dozen statements of the ORM and hundreds of "
            "macros; only kept pages, which visitors get, reach the target"
        ),
    ),
    (
        "vote: *",
        (
            "a vote is a session, a form's token, a consultation with its phases, a "
            "contribution, a voice, a row, a count and an act: 11 to 14 statements beside "
            "one; the commit is a sixth"
        ),
    ),
    (
        "growth, of lists the most: *words*",
        (
            "up to two thousand of the newest that hold a word are looked at: a thousand "
            "things have tens of them; beyond, it grows no more"
        ),
    ),
    (
        "growth: desk: moderation queue",
        (
            "among a thousand nothing is near what waits; among many, the newest two hundred "
            "that share its rarest words are weighed beside it, and no more"
        ),
    ),
    (
        "memory of a web process",
        (
            "115 MB are code that is loaded: the queue alone brings clients of PostgreSQL "
            "and Valkey, 16 MB, also where the database is SQLite"
        ),
    ),
    (
        "queries: *list*",
        ("two of them ask which consultation it is and in which phase"),
    ),
    (
        "queries: idea*",
        (
            "each room beside the page asks its own: nodes, projects, decisions, photos, "
            "tables, twins"
        ),
    ),
)


def cause_of(name: str) -> str:
    """Return why the row of this name misses, or that we do not know."""
    for pattern, words in CAUSES:
        if fnmatchcase(name, pattern):
            return words
    return "not known yet"
