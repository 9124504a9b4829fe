"""The database: one session at a time, SQLite or PostgreSQL, nobody commits but the edge."""

from __future__ import annotations

import enum
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    Engine,
    Enum,
    MetaData,
    Table,
    Text,
    create_engine,
    inspect,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from consult.kernel.embedded import BUSY_SECONDS, embed
from consult.kernel.guarding import GuardedSession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Dialect


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = "A moment needs its time zone."
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Model(DeclarativeBase):
    """A row with an id; strict types on SQLite, every constraint named."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        datetime: UtcDateTime,
        dict[str, str]: Json,
        dict[str, Any]: Json,
        list[str]: Json,
        list[int]: Json,
        list[dict[str, Any]]: Json,
        enum.StrEnum: Enum(
            enum.StrEnum,
            native_enum=False,
            length=32,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        table = getattr(cls, "__table__", None)
        if isinstance(table, Table):
            table.dialect_options["sqlite"]["strict"] = True


def make_engine(url: str) -> Engine:
    """Open an engine as the house wants it: durable, with explicit transactions."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(
            url,
            pool_size=10,
            max_overflow=60,
            pool_pre_ping=True,
            hide_parameters=True,
            # What we acknowledge is on disk, whatever the server's own setting.
            connect_args={"options": "-c synchronous_commit=on"},
        )
    database = make_url(url).database
    if database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=10,
        max_overflow=60,
        hide_parameters=True,  # an error names no one
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    embed(engine)
    return engine


class Database:
    """The one database of the process and the session of the work at hand."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._url = ""
        self._session: ContextVar[Session | None] = ContextVar("session", default=None)

    def connect(self, url: str) -> None:
        """Use this database from now on; the same again keeps the statements it has compiled."""
        self.dispose()
        if self._engine is None or url != self._url:
            self._engine, self._url = make_engine(url), url

    def dispose(self) -> None:
        """Let go of every connection (before a fork, or when the process ends)."""
        self.forget()
        if self._engine is not None:
            self._engine.dispose()

    @property
    def engine(self) -> Engine:
        """The engine; raises `RuntimeError` before `connect`."""
        if self._engine is None:
            message = "No database is connected."
            raise RuntimeError(message)
        return self._engine

    @property
    def is_connected(self) -> bool:
        """Whether `connect` was called."""
        return self._engine is not None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @property
    def session(self) -> Session:
        """The session of the work at hand, opened for reading when there is none."""
        session = self._session.get()
        if session is None:
            session = GuardedSession(self.engine, expire_on_commit=False, autoflush=True)
            self._session.set(session)
        return session

    def begin_write(self) -> None:
        """End the reading and open a writing transaction: what was read before is read anew."""
        session = self.session
        if session.info.get("writing"):
            return
        session.rollback()
        session.expire_all()
        session.info.clear()
        session.bind = self.engine.execution_options(writing=True)
        session.info["writing"] = True

    def end_write(self, *, keep: bool) -> None:
        """Keep or drop what this session wrote, and go on reading."""
        session = self._session.get()
        if session is None:
            return
        if keep and session.info.get("writing"):
            session.commit()
        else:
            session.rollback()
        session.bind = self.engine
        session.info.clear()

    def forget(self) -> None:
        """Close the session at hand, dropping what was not kept."""
        session = self._session.get()
        if session is not None:
            session.close()
            self._session.set(None)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a session of its own for writing, kept when the block ends well."""
        session = GuardedSession(
            self.engine.execution_options(writing=True),
            expire_on_commit=False,
            info={"writing": True},
        )
        token = self._session.set(session)
        try:
            yield session
            session.commit()
        finally:
            session.close()
            self._session.reset(token)

    def aside(self) -> Session:
        """Open a session for reading beside the one at hand, for a `with` of its own."""
        return GuardedSession(self.engine)

    def lock_row(self, thing: Model, *, lets_refer: bool = False) -> None:
        """Hold a row until the end of the transaction, and read it anew.

        `lets_refer`: meanwhile others may write rows that refer to it, without waiting.
        """
        columns = [attribute.key for attribute in inspect(type(thing)).column_attrs]
        held = {"key_share": True} if lets_refer else True
        self.session.refresh(thing, columns, with_for_update=held)


db = Database()


__all__ = ["Database", "Json", "Model", "UtcDateTime", "date", "db", "make_engine"]
