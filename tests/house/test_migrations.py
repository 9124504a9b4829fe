"""Migrations go up, down and up again on both databases, and end where the models are."""

from dataclasses import replace

import pytest
from alembic import command
from sqlalchemy import inspect

from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.migrating import alembic_config, downgrade, is_migrated, migrate
from tests.conftest import a_config

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request, tmp_path):
    """An empty database, connected."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    config = replace(a_config(url, tmp_path), data_dir=tmp_path)
    set_config(config)
    db.connect(url)
    yield config
    db.dispose()


def tables():
    return set(inspect(db.engine).get_table_names())


def test_migrations_go_up_down_and_up_again(empty):
    migrate()
    assert is_migrated()
    full = tables()

    downgrade("base")
    assert not is_migrated()
    left = tables()

    migrate()
    assert is_migrated()
    assert tables() == full
    assert left < full


def test_migrating_twice_changes_nothing(empty):
    migrate()
    full = tables()
    migrate()

    assert tables() == full


def test_migrations_end_where_the_models_are(empty):
    migrate()

    command.check(alembic_config())
