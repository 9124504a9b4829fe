"""Runs migrations on the database that the app is connected to."""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from sqlalchemy.types import TypeEngine

from consult.kernel.config import current_config
from consult.kernel.db import Model, UtcDateTime, db
from consult.kernel.text import Prose
from consult.rooms import ROOMS

if not ROOMS:
    raise RuntimeError("No room's models are imported.")
if not db.is_connected:
    db.connect(current_config().database_url)

# Made beside alembic: the index's own tables, those of limits and of huey (docs/decisions).
NOT_OURS = ("search_words", "limit_", "queue_")
JSON = 'sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")'


def include_object(
    _thing: object, name: str | None, kind: str, reflected: bool, compare_to: object
) -> bool:
    """Leave alone what no model describes on purpose."""
    unknown = kind == "table" and reflected and compare_to is None
    return not (unknown and (name or "").startswith(NOT_OURS))


def render_item(kind: str, thing: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what they are in the database."""
    if kind != "type":
        return False
    if isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(thing, Prose):
        return "sa.Text()"
    if isinstance(thing, sa.JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return JSON
    return False


def compare_type(
    migration: MigrationContext,
    _inspected: object,
    _column: object,
    found: TypeEngine[object],
    declared: TypeEngine[object],
) -> bool | None:
    """Hold SQLite's five strict types against each other as they are written; else by default."""
    if migration.dialect.name != "sqlite":
        return None
    return found.compile(migration.dialect) != declared.compile(migration.dialect)


def run() -> None:
    """Upgrade or downgrade, in one transaction."""
    engine = db.engine.execution_options(writing=True)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            include_object=include_object,
            render_as_batch=db.is_sqlite,
            render_item=render_item,
            compare_type=compare_type,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
