"""Standing behind a contribution, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from consult.audit import note_act
from consult.contributions import Channel, count_supports, counted_voice_of, voice_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.policy import require
from consult.processes import Process
from consult.voting.facts import support_given
from consult.voting.models import Support
from consult.voting.policy import can_read_changes, can_support, can_withdraw_support

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.contributions import Contribution


def support(person: Person, contribution: Contribution) -> bool:
    """Stand behind a contribution; doing it again changes nothing. Return whether it was new.

    Raises `NotAllowedError` when supports are not open, the person may not take part, the
    contribution is not public, or it is their own.
    """
    voice = voice_of(person)
    process = db.session.get_one(Process, contribution.process_id)
    own = counted_voice_of(contribution) == voice.id
    require(can_support(person, process, contribution, now(), own=own))
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    given = db.session.execute(
        insert(Support)
        .values(contribution_id=contribution.id, voice_id=voice.id, at=now(), via=Channel.ONLINE)
        .on_conflict_do_nothing(index_elements=["contribution_id", "voice_id"])
        .returning(Support.id)
    ).first()
    return _counted(person, contribution, given, 1, "contribution.supported")


def withdraw_support(person: Person, contribution: Contribution) -> bool:
    """No longer stand behind a contribution; return whether one did.

    Raises `NotAllowedError` when supports are not open or the person may not take part.
    """
    process = db.session.get_one(Process, contribution.process_id)
    require(can_withdraw_support(person, process, now()))
    taken = db.session.execute(
        delete(Support)
        .where(Support.contribution_id == contribution.id, Support.voice_id == voice_of(person).id)
        .returning(Support.id)
    ).first()
    return _counted(person, contribution, taken, -1, "contribution.support_withdrawn")


def read_changes(person: Person, contribution: Contribution, version: int) -> bool:
    """Say that one has read what changed, up to a version, in what one stands behind.

    Return whether that was new: no version is read twice, nor one that is still to come. Raises
    `NotAllowedError` when the contribution is not public or the person does not stand behind it.
    """
    given = db.session.scalars(
        select(Support)
        .where(Support.contribution_id == contribution.id, Support.voice_id == voice_of(person).id)
        .with_for_update()
    ).one_or_none()
    require(can_read_changes(contribution, supports=given is not None))
    read = min(version, contribution.version)
    if given is None or read <= (given.read_version or 0):
        return False
    given.read_version = read
    db.session.flush()
    note_act(person, "contribution.changes_read", contribution)
    return True


def _counted(person: Person, contribution: Contribution, row: object, by: int, verb: str) -> bool:
    """Count a row that came or went, in its own transaction; nothing when none did."""
    if row is None:
        return False
    count_supports(contribution.id, by)
    note_act(person, verb, contribution)
    if by > 0:
        support_given.announce(contribution)
    return True
