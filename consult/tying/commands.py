"""Hanging an approved passage on the node that its code is, or not: a curator says it."""

from __future__ import annotations

from consult.accounts import Person
from consult.audit import note_act
from consult.ideamap import can_curate, link_contribution
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.policy import require
from consult.processes import Process
from consult.tying.models import TieRefusal
from consult.tying.queries import find_tied


def hang_tied(person: Person, process: Process, node_id: int, contribution_id: int) -> bool:
    """Hang it there, and say whether it waited: a second press, or a colleague, finds it done.

    Raises `NotAllowedError`.
    """
    require(can_curate(person, process))
    db.lock_row(process)
    tied = find_tied(process, node_id, contribution_id)
    if tied is None:
        return False
    link_contribution(person, process, *tied)
    return True


def refuse_tied(person: Person, process: Process, node_id: int, contribution_id: int) -> bool:
    """Leave it where it is: it is not proposed for this node again, and can be hung by hand.

    Says whether it waited, as `hang_tied` does. Raises `NotAllowedError`.
    """
    require(can_curate(person, process))
    db.lock_row(process)
    tied = find_tied(process, node_id, contribution_id)
    if tied is None:
        return False
    node, contribution = tied
    refusal = TieRefusal(
        node_id=node.id, contribution_id=contribution.id, by_id=person.id, at=now()
    )
    db.session.add(refusal)
    db.session.flush()
    note_act(person, "tie.refused", contribution, node=node.id)
    return True
