"""Noting an act, in the transaction of the act itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from consult.audit.models import Act
from consult.kernel.clock import now
from consult.kernel.db import db

if TYPE_CHECKING:
    from consult.kernel.db import Model


class Actor(Protocol):
    """Whoever acts: a person, or anything else with an id."""

    id: int


def note_act(
    actor: Actor | None, verb: str, thing: Model | None, reason: str | None = None, **details: Any
) -> Act:
    """Write down that somebody did something to a thing, with the reason given for it.

    No actor means the system itself. It is sealed within seconds, not here: a chain written in
    each transaction would make all of them wait for each other.
    """
    if thing is not None and thing in db.session.new:
        db.session.flush()
    act = Act(
        at=now(),
        actor_id=None if actor is None else actor.id,
        verb=verb,
        thing_kind="" if thing is None else thing.__tablename__,
        thing_id=None if thing is None else thing.id,
        reason=reason,
        details=details,
    )
    db.session.add(act)
    return act
