"""Who works on a consultation: naming someone to a post, and ending it."""

from __future__ import annotations

from sqlalchemy import select

from consult.accounts import Person, end_sign_ins, meet
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.processes.jobs import tell_of_post
from consult.processes.models import Process, Role, Staff
from consult.processes.policy import can_change, can_set_up
from consult.territory import Zone


def name_staff(
    actor: Person, process: Process, email: str, role: Role, zone: Zone | None = None
) -> Staff:
    """Name who reads mail at an address to a post; someone unknown finds it at their first sign-in.

    Their sign-ins end at once, so that no old browser gains the new powers. Raises `RefusedError`
    beside an address that is none or a zone of another plan.
    """
    require(can_change(actor, process))
    if zone is not None and zone.territory_id != process.cycle.territory_id:
        raise RefusedError(_("This zone belongs to another plan."), field="zone")
    db.lock_row(process)
    person = meet(email)
    held = db.session.scalar(
        select(Staff).where(
            Staff.process_id == process.id,
            Staff.person_id == person.id,
            Staff.role == role,
            Staff.zone_id.is_(None) if zone is None else Staff.zone_id == zone.id,
            Staff.until.is_(None),
        )
    )
    if held is not None:
        return held
    post = Staff(
        process_id=process.id, person_id=person.id, role=role, zone=zone, since=now(), until=None
    )
    db.session.add(post)
    db.session.flush()
    end_sign_ins(person)
    note_act(actor, "staff.named", post, person_id=person.id, role=role.value)
    tell_of_post.later(staff_id=post.id)
    return post


def end_post(actor: Person, process: Process, post: Staff) -> None:
    """Take someone off a post, and end their sign-ins at once; the post stays in the record."""
    require(can_set_up(actor, process))
    if post.until is not None:
        return
    post.until = now()
    db.session.flush()
    end_sign_ins(db.session.get_one(Person, post.person_id))
    note_act(actor, "staff.ended", post, person_id=post.person_id, role=post.role.value)
