"""The life of minutes: drafted, edited, sent to who was there, corrected, approved and frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from consult.accounts import Person
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import BODY_LIMIT, clean
from consult.minutes.facts import minutes_approved, minutes_sent
from consult.minutes.models import Correction, Minutes, MinutesState
from consult.minutes.policy import (
    can_answer,
    can_approve,
    can_correct,
    can_draft,
    can_edit,
    can_send,
)
from consult.minutes.reading import hash_of, seals_of
from consult.minutes.report import Reader, report_of
from consult.minutes.writing import first_draft
from consult.tables import Session, lock_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from consult.seats import Seat


class StaleMinutesError(ConflictError):
    """Somebody else has saved the minutes since their page was opened."""


class UnclearCorrectionError(RefusedError):
    """A correction says something, and so does the answer to one that is not taken."""


def minutes_of(session: Session) -> Minutes | None:
    """The minutes of a session, if they were begun."""
    return db.session.scalar(select(Minutes).where(Minutes.session_id == session.id))


def corrections_of(minutes: Minutes) -> Sequence[Correction]:
    """What those who were there want to be said instead, with their seats, the oldest first."""
    return db.session.scalars(
        select(Correction)
        .options(joinedload(Correction.seat))
        .where(Correction.minutes_id == minutes.id)
        .order_by(Correction.id)
    ).all()


def find_correction(minutes: Minutes, correction_id: int) -> Correction:
    """One correction. Raises `NotFoundError`."""
    found = db.session.scalar(
        select(Correction).where(
            Correction.id == correction_id, Correction.minutes_id == minutes.id
        )
    )
    if found is None:
        raise NotFoundError(_("There is no such correction."))
    return found


def draft_minutes(person: Person, session: Session) -> Minutes:
    """Draft the minutes from what the report tells; begun already, they stay as they are."""
    require(can_draft(person, session))
    lock_session(session)
    values = {
        "session_id": session.id,
        "source": first_draft(report_of(session, Reader.EVERYONE)),
        "state": MinutesState.DRAFT,
        "facts": {},
        "drafted_at": now(),
        "version": 1,
    }
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    fresh = db.session.execute(
        insert(Minutes)
        .values(values)
        .on_conflict_do_nothing(index_elements=["session_id"])
        .returning(Minutes.id)
    ).scalar()
    minutes = db.session.scalars(select(Minutes).where(Minutes.session_id == session.id)).one()
    if fresh is not None:
        note_act(person, "minutes.drafted", minutes)
    return minutes


def edit_minutes(
    person: Person, session: Session, minutes: Minutes, source: str, version: int
) -> None:
    """Keep what the minutes say now. `version` is the one the person read.

    Raises `NotAllowedError`, and `StaleMinutesError` when somebody else has saved them since.
    """
    db.lock_row(minutes)
    require(can_edit(person, session, minutes))
    if minutes.version != version:
        raise StaleMinutesError(_("Somebody else changed it meanwhile. Yours is kept below."))
    said = clean(source)
    if not said or len(said) > 3 * BODY_LIMIT:
        raise RefusedError(
            _("Minutes say something, in 60,000 characters at most."), field="source"
        )
    if said != minutes.source:
        minutes.source = said
        minutes.version += 1
        db.session.flush()
        note_act(person, "minutes.edited", minutes)


def send_minutes(person: Person, session: Session, minutes: Minutes, until: datetime) -> None:
    """Let those who were there read the minutes and correct them until a moment.

    Sent before, only the moment changes, and nobody is written to again. Raises `NotAllowedError`.
    """
    db.lock_row(minutes)
    require(can_send(person, session, minutes))
    at = now()
    if until <= at:
        raise RefusedError(_("Choose a day that is still to come."), field="until")
    minutes.corrections_until = until
    again = minutes.state is MinutesState.SENT
    if not again:
        minutes.state, minutes.sent_at = MinutesState.SENT, at
    db.session.flush()
    note_act(person, "minutes.prolonged" if again else "minutes.sent", minutes)
    if not again:
        minutes_sent.announce(minutes)


def correct(seat: Seat, minutes: Minutes, source: str) -> Correction:
    """Ask for a correction, as somebody who was there.

    Raises `NotAllowedError` and `UnclearCorrectionError`.
    """
    require(can_correct(seat, minutes, now()))
    said = clean(source)
    if not said:
        raise UnclearCorrectionError(_("Say what should change."), field="source")
    correction = Correction(minutes_id=minutes.id, seat_id=seat.id, source=said, at=now())
    db.session.add(correction)
    db.session.flush()
    return correction


def answer_correction(
    person: Person,
    session: Session,
    minutes: Minutes,
    correction: Correction,
    answer: tuple[bool, str],
) -> None:
    """Take a correction, or say why not; the words themselves are changed by editing.

    Raises `NotAllowedError`, and `UnclearCorrectionError` for a no without its reason.
    """
    db.lock_row(minutes)
    require(can_answer(person, session, minutes))
    taken, words = answer[0], clean(answer[1])
    if not taken and not words:
        raise UnclearCorrectionError(_("Say why not: whoever asked reads it."), field="answer")
    db.lock_row(correction)
    if (correction.taken, correction.answer) != (taken, words):
        correction.taken, correction.answer = taken, words
        db.session.flush()
        note_act(person, "correction.taken" if taken else "correction.refused", correction, words)


def approve_minutes(person: Person, session: Session, minutes: Minutes, version: int) -> None:
    """Approve the minutes as they were read, and freeze them under their hash.

    Raises `NotAllowedError`, and `StaleMinutesError` when they were changed since they were read.
    """
    db.lock_row(minutes)
    if minutes.state is MinutesState.APPROVED:
        return
    require(can_approve(person, session, minutes, _unanswered(minutes), now()))
    if minutes.version != version:
        raise StaleMinutesError(_("They were changed meanwhile: read them again, then approve."))
    minutes.state, minutes.approved_at = MinutesState.APPROVED, now()
    minutes.approved_by_id = person.id
    minutes.facts = {"cards": seals_of(minutes, session)}
    minutes.hash = hash_of(minutes, session)
    db.session.flush()
    note_act(person, "minutes.approved", minutes, None, sha256=minutes.hash)
    minutes_approved.announce(minutes)


def _unanswered(minutes: Minutes) -> int:
    query = select(func.count()).where(
        Correction.minutes_id == minutes.id, Correction.taken.is_(None)
    )
    return int(db.session.execute(query).scalar_one())


def approved_minutes() -> Sequence[Minutes]:
    """All minutes that are frozen, the oldest first, for whoever verifies them."""
    return db.session.scalars(
        select(Minutes).where(Minutes.state == MinutesState.APPROVED).order_by(Minutes.id)
    ).all()


def is_unchanged(minutes: Minutes, session: Session) -> bool:
    """Whether approved minutes still have the hash that they were frozen under."""
    return minutes.hash == hash_of(minutes, session)
