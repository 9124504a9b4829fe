"""Whom to hear: how many people of each kind of body, in each zone."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete

from consult.accounts import Person
from consult.audit import note_act
from consult.guides import can_keep_guides
from consult.interviews.models import BodyKind, Wanted
from consult.interviews.queries import zones_in
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.processes import Process

MOST_WANTED = 99


def want_people(
    person: Person, process: Process, wanted: Mapping[tuple[int, BodyKind], int]
) -> None:
    """Say whom to hear: how many people by zone (its id) and kind of body, all anew.

    Raises `NotAllowedError`, and `RefusedError` for a number out of bounds.
    """
    require(can_keep_guides(person, process))
    db.lock_row(process)
    zones = {zone.id for zone in zones_in(process)}
    if any(
        zone_id not in zones or not 0 <= people <= MOST_WANTED
        for (zone_id, _kind), people in wanted.items()
    ):
        raise RefusedError(_("Write how many people are to be heard, at most 99."))
    db.session.execute(delete(Wanted).where(Wanted.process_id == process.id))
    for (zone_id, kind), people in wanted.items():
        if people:
            db.session.add(
                Wanted(process_id=process.id, zone_id=zone_id, body_kind=kind, people=people)
            )
    db.session.flush()
    note_act(person, "interviews.wanted", process, people=sum(wanted.values()))
