"""Migrations: brings a database to the shape that this release's code expects."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from consult.kernel.db import db
from consult.kernel.limits import create_limits_tables


def migrations_folder() -> Path:
    """Return where the migrations are: in the checkout, or inside the wheel."""
    package = Path(__file__).resolve().parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


def alembic_config() -> AlembicConfig:
    """Return alembic's configuration for the database that is connected."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(migrations_folder()))
    return config


def migrate(revision: str = "head") -> None:
    """Bring the connected database up to a revision, and make the tables of limits."""
    command.upgrade(alembic_config(), revision)
    create_limits_tables()


def downgrade(revision: str) -> None:
    """Take the connected database back to a revision."""
    command.downgrade(alembic_config(), revision)


def knows(revision: str) -> bool:
    """Whether this release has a migration, so that it can take a database on from there."""
    script = ScriptDirectory.from_config(alembic_config())
    return any(known.revision == revision for known in script.walk_revisions())


def is_migrated() -> bool:
    """Whether the connected database has the shape this code expects."""
    heads = set(ScriptDirectory.from_config(alembic_config()).get_heads())
    with db.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads
