"""Security acts: noted here at once, taken over by the sealed log within seconds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from consult.kernel.clock import now
from consult.kernel.limits.store import acts, engine

if TYPE_CHECKING:
    from consult.kernel.jobs import Scalar


@dataclass(frozen=True, slots=True)
class SecurityAct:
    """Something that bears on safety, noted even when the request was refused."""

    key: str
    at: datetime
    verb: str
    actor_id: int | None
    details: dict[str, Any]


def security_act(verb: str, *, actor_id: int | None = None, **details: Scalar) -> None:
    """Note something that bears on safety, kept whatever the answer, for the sealed log."""
    note = insert(acts).values(
        key=uuid.uuid4().hex,
        at=now().timestamp(),
        verb=verb,
        actor_id=actor_id,
        details=details,
    )
    with engine().connect() as connection:
        connection.execute(note)


def waiting_security_acts(limit: int) -> list[SecurityAct]:
    """Return the oldest acts that the sealed log has not taken over yet."""
    asked = select(acts).order_by(acts.c.at, acts.c.key).limit(limit)
    with engine().connect() as connection:
        return [
            SecurityAct(
                key=row.key,
                at=datetime.fromtimestamp(row.at, UTC),
                verb=row.verb,
                actor_id=row.actor_id,
                details=row.details,
            )
            for row in connection.execute(asked)
        ]


def forget_security_acts(keys: list[str]) -> None:
    """Drop acts that the sealed log has taken over."""
    with engine().connect() as connection:
        connection.execute(delete(acts).where(acts.c.key.in_(keys)))
