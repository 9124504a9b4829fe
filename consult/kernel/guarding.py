"""Sessions that write only while they are told to: the edge, a job or a command opens that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import UpdateBase

if TYPE_CHECKING:
    from sqlalchemy.orm import UOWTransaction


class GuardedSession(Session):
    """A session that takes orders to write only while it writes.

    SQLAlchemy has an event for this, which prepares each query twice.
    """

    def execute(self, statement: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Session's own, which has a dozen shapes
        _check(self, statement)
        return super().execute(statement, *args, **kwargs)

    def scalar(self, statement: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as above
        _check(self, statement)
        return super().scalar(statement, *args, **kwargs)

    def scalars(self, statement: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as above
        _check(self, statement)
        return super().scalars(statement, *args, **kwargs)


@event.listens_for(Session, "before_flush")
def _flush_only_while_writing(session: Session, context: UOWTransaction, rows: object) -> None:
    del context, rows
    _only_while_writing(session)


def _check(session: Session, statement: object) -> None:
    if isinstance(statement, UpdateBase):
        _only_while_writing(session)


def _only_while_writing(session: Session) -> None:
    if not session.info.get("writing"):
        message = "A write needs a writing transaction: form.validate_on_submit or db.transaction."
        raise RuntimeError(message)
