"""The table of stems: FTS5 on SQLite, with how many hold each; a tsvector on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

# SQLite makes the others by itself; migrations must look at none of them.
TABLE_NAMES = frozenset(
    {"search_words", "search_words_terms"}
    | {f"search_words_{part}" for part in ("data", "idx", "content", "docsize", "config")}
)

_SQLITE = (
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS search_words
    USING fts5(tags, title, body, tokenize = 'ascii')
    """,
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_words_terms USING fts5vocab('search_words', 'row')",
)
_POSTGRESQL = (
    "CREATE TABLE IF NOT EXISTS search_words (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS ix_search_words_words ON search_words USING gin (words)",
)


def create_search_tables(connection: Connection) -> None:
    """Make the table of stems where it is missing, in the transaction of the connection."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))


def drop_search_tables(connection: Connection) -> None:
    """Undo `create_search_tables`."""
    connection.execute(text("DROP TABLE IF EXISTS search_words_terms"))
    connection.execute(text("DROP TABLE IF EXISTS search_words"))
