"""Databases like a template, as good as new each time: what was written is taken out again.

Copying a template takes half a second of work; taking a story's rows out, a fiftieth of that.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from typing import Any

    from tests.servers.postgres import Postgres

    Connection = psycopg.Connection[tuple[Any, ...]]

CATALOGUES = ("pg_attribute", "pg_class", "pg_constraint", "pg_index", "pg_proc", "pg_trigger")
WRITTEN = """SELECT relname FROM pg_class WHERE relkind = 'r'
  AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0 ORDER BY relname"""
NUMBERED = "SELECT sequencename, start_value, last_value FROM pg_sequences"
OTHERS = """SELECT count(*) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()"""
MOST_RENEWALS = 200
PATIENCE = 1.0  # seconds, for connections that were closed to be gone


class State(NamedTuple):
    """What a new copy holds: its tables with rows and its shape, row for row, and its numbers."""

    filled: list[str]
    rows: list[tuple[Any, ...]]
    numbers: list[tuple[Any, ...]]


class Copies:
    """Copies of one template; `take` one, `give_back` says whether anything was kept in it."""

    def __init__(self, server: Postgres, template: str, name: str | None = None) -> None:
        self._server = server
        self._template = template
        self._name = name
        self._spare: dict[str, int] = {}
        self._state: State | None = None

    def take(self) -> str:
        """Return a database like the template, that nobody else works on."""
        if self._state is None:
            with self._connected(self._template) as connection:
                filled = [name for (name,) in connection.execute(WRITTEN)]
                self._state = State(filled, _rows_of(connection, filled), _numbers(connection))
        if self._spare:
            self._taken = self._spare.popitem()
        else:
            self._taken = self._server.create(template=self._template, name=self._name), 0
        return self._taken[0]

    def give_back(self, *, written: bool) -> None:
        """Keep what was taken for the next story, renewed if this one wrote in it."""
        name, times = self._taken
        if not written:
            self._spare[name] = times
        elif times < MOST_RENEWALS and self._renewed(name):
            self._spare[name] = times + 1
        else:
            self._server.drop(name)

    def _renewed(self, name: str) -> bool:
        """Take out what was written, unless it was more than rows where there were none."""
        assert self._state is not None
        filled, rows, numbers = self._state
        with self._connected(name) as connection:
            if not _is_alone(connection) or _rows_of(connection, filled) != rows:
                return False
            connection.execute("SET session_replication_role = replica")  # no trigger, no order
            for (table,) in connection.execute(WRITTEN).fetchall():
                if table not in filled:
                    connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            for (sequence, start, last), told in zip(_numbers(connection), numbers, strict=True):
                if (sequence, start, last) != told:
                    called = told[2] is not None
                    order = (sql.Identifier(sequence).as_string(), told[2] or start, called)
                    connection.execute("SELECT setval(%s, %s, %s)", order)
        return True

    def url(self, name: str) -> str:
        return self._server.url(name)

    def _connected(self, name: str) -> Connection:
        return psycopg.connect(self.url(name).replace("+psycopg", ""))


def _rows_of(connection: Connection, filled: list[str]) -> list[tuple[Any, ...]]:
    """How many rows each of these tables has, and a sum that changes when one of them does.

    With the catalogues, which change when the shape of a table does.
    """
    tables = [sql.Identifier("public", table) for table in filled]
    tables += [sql.Identifier("pg_catalog", table) for table in CATALOGUES]
    counted = "SELECT count(*), coalesce(sum(xmin::text::bigint), 0) FROM {}"
    queries = [sql.SQL(counted).format(table) for table in tables]
    return connection.execute(sql.SQL(" UNION ALL ").join(queries)).fetchall()


def _numbers(connection: Connection) -> list[tuple[Any, ...]]:
    """Where each sequence stands."""
    return sorted(connection.execute(NUMBERED).fetchall())


def _is_alone(connection: Connection) -> bool:
    """Whether nobody else is connected any more."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        [(others,)] = connection.execute(OTHERS).fetchall()
        connection.rollback()  # what is seen of others is kept until the end of a transaction
        if not others:
            return True
        time.sleep(0.002)
    return False
