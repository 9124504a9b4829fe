"""Who sees to a matter: given to somebody, and open on somebody's screen."""

from __future__ import annotations

from sqlalchemy import update

from consult.accounts import Person
from consult.audit import note_act
from consult.docket import Matter, Subject, matter_of, reach_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import _
from consult.kernel.policy import no, require
from consult.moderation.policy import can_moderate


def assign(person: Person, subject: Subject, matter: Matter, to: Person | None) -> None:
    """Give a matter to a moderator who reaches it, or to nobody; it keeps nobody else out.

    Raises `NotAllowedError` when either of them does not decide on it.
    """
    require(can_moderate(person, subject.process))
    for one in (person, to):
        reach = reach_of(one, subject.process) if one else None
        if one is not None and (reach is None or not reach.covers(subject.place_id)):
            require(no(_("%(name)s does not decide on it.", name=one.name)))
    db.lock_row(matter)
    matter.assigned_to_id = to.id if to else None
    db.session.flush()
    note_act(
        person,
        f"{subject.kind.name}.assigned",
        subject.thing,
        to=to.id if to else None,
    )


def hold(person: Person, subject: Subject) -> None:
    """Say that a person has a thing before their eyes; whoever had it a moment ago still has."""
    require(can_moderate(person, subject.process))
    at = now()
    matter = matter_of(subject)
    if matter is None or matter.is_open_with_another(person, at):
        return
    db.session.execute(
        update(Matter).where(Matter.id == matter.id).values(held_by_id=person.id, held_at=at)
    )
