"""Settling where two coders disagree: whether a mark stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.audit import note_act
from consult.coding.models import Mark
from consult.coding.policy import can_settle
from consult.interviews import Interview
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.policy import require

if TYPE_CHECKING:
    from consult.accounts import Person


def settle(person: Person, interview: Interview, made: Mark, *, stands: bool) -> None:
    """Say whether a mark stands; one that does not counts nowhere, but is not taken off.

    Settled so already, nothing changes. Raises `NotAllowedError`.
    """
    require(can_settle(person, interview))
    db.lock_row(made)
    if made.settled_at is not None and made.stands == stands:
        return
    made.stands, made.settled_at, made.settled_by_id = stands, now(), person.id
    db.session.flush()
    note_act(person, "mark.settled", made, interview=interview.id, stands=stands)
