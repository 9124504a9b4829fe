"""Runs migrations on the database that the app is connected to."""

from alembic import context

from consult.kernel.config import current_config
from consult.kernel.db import Model, db
from consult.rooms import ROOMS

assert ROOMS  # every room's models are imported with it

if not db.is_connected:
    db.connect(current_config().database_url)

# Made by hand beside alembic: the index's own tables and those of limits (see docs/decisions).
NOT_OURS = ("search_", "rate_", "attempt", "security_act", "bucket")


def include_object(thing, name, kind, reflected, compare_to):
    """Leave alone what no model describes on purpose."""
    return not (kind == "table" and reflected and compare_to is None and name.startswith(NOT_OURS))


def run() -> None:
    """Upgrade or downgrade, in one transaction."""
    engine = db.engine.execution_options(writing=True)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            include_object=include_object,
            render_as_batch=db.is_sqlite,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
