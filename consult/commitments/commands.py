"""What was promised in a session: written down, changed, kept or dropped; each step undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.accounts import Person, valid_address
from consult.audit import note_act
from consult.commitments.models import Commitment, CommitmentState
from consult.commitments.policy import can_promise
from consult.commitments.words import AGREEMENTS
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean, clean_line
from consult.live import announce_change
from consult.tables import Session, lock_session, topic_of
from consult.wall import Pile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class UnclearPromiseError(RefusedError):
    """A promise says who does what."""


class StalePromiseError(ConflictError):
    """Somebody else has changed this promise since its page was opened."""


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """Who does what by when, with which agreement, tied to a pile by its id."""

    who: str
    what: str
    by_when: date | None = None
    agreement: str = ""
    pile_id: int | None = None
    email: str = ""


def commitments_of(session: Session, *, all_of_them: bool = False) -> Sequence[Commitment]:
    """What was promised in a session, the next day first; what was taken back only if asked."""
    query = select(Commitment).where(Commitment.session_id == session.id)
    if not all_of_them:
        query = query.where(Commitment.taken_back_at.is_(None))
    return db.session.scalars(
        query.order_by(Commitment.by_when.is_(None), Commitment.by_when, Commitment.id)
    ).all()


def find_commitment(session: Session, commitment_id: int) -> Commitment:
    """One promise of a session. Raises `NotFoundError`."""
    found = db.session.scalar(
        select(Commitment).where(
            Commitment.id == commitment_id, Commitment.session_id == session.id
        )
    )
    if found is None:
        raise NotFoundError(_("There is no such commitment."))
    return found


def promise(person: Person, session: Session, draft: CommitmentDraft) -> Commitment:
    """Write down a promise made in a session.

    Raises `NotAllowedError` and `UnclearPromiseError`.
    """
    require(can_promise(person, session))
    lock_session(session)
    commitment = Commitment(
        session_id=session.id, written_at=now(), entered_by_id=person.id, **_sound(session, draft)
    )
    db.session.add(commitment)
    db.session.flush()
    _done(person, "commitment.written", commitment, session)
    return commitment


def change_promise(
    person: Person,
    session: Session,
    commitment: Commitment,
    draft: CommitmentDraft,
    version: int,
) -> None:
    """Change what a promise says. `version` is the one the person read.

    Raises `NotAllowedError`, `UnclearPromiseError` and `StalePromiseError`.
    """
    require(can_promise(person, session))
    _hold(commitment, version)
    for name, value in _sound(session, draft).items():
        setattr(commitment, name, value)
    commitment.version += 1
    _done(person, "commitment.changed", commitment, session)


def settle(
    person: Person,
    session: Session,
    commitment: Commitment,
    state: CommitmentState,
    note: str = "",
) -> None:
    """Say what became of a promise, and why; it is so already: nothing changes."""
    require(can_promise(person, session))
    db.lock_row(commitment)
    if commitment.state is state and commitment.note == clean(note):
        return
    commitment.state_before, commitment.state = commitment.state, state
    commitment.note, commitment.changed_at = clean(note), now()
    commitment.version += 1
    _done(person, f"commitment.{state}", commitment, session, reason=commitment.note or None)


def undo_settling(person: Person, session: Session, commitment: Commitment) -> None:
    """Undo what was last said of a promise; nothing to undo: nothing changes."""
    require(can_promise(person, session))
    db.lock_row(commitment)
    if commitment.state_before is None:
        return
    commitment.state, commitment.state_before = commitment.state_before, None
    commitment.note, commitment.changed_at = "", now()
    commitment.version += 1
    _done(person, "commitment.undone", commitment, session)


def take_back(person: Person, session: Session, commitment: Commitment) -> None:
    """Take a promise away that was written by mistake; its row stays."""
    require(can_promise(person, session))
    db.lock_row(commitment)
    if commitment.taken_back_at is None:
        commitment.taken_back_at = now()
        _done(person, "commitment.taken_back", commitment, session)


def put_back(person: Person, session: Session, commitment: Commitment) -> None:
    """Bring back a promise that was taken away."""
    require(can_promise(person, session))
    db.lock_row(commitment)
    if commitment.taken_back_at is not None:
        commitment.taken_back_at = None
        _done(person, "commitment.put_back", commitment, session)


def _sound(session: Session, draft: CommitmentDraft) -> dict[str, object]:
    """What a draft says, cleaned; raises `RefusedError` beside the field that is wrong."""
    who, what = clean_line(draft.who), clean(draft.what)
    if not who:
        raise UnclearPromiseError(_("Say who does it: a body, an office, a person."), field="who")
    if not what:
        raise UnclearPromiseError(_("Say what they do."), field="what")
    if draft.agreement not in AGREEMENTS:
        raise UnclearPromiseError(_("Choose an agreement from the list."), field="agreement")
    pile = db.session.get(Pile, draft.pile_id) if draft.pile_id else None
    if draft.pile_id and (pile is None or pile.session_id != session.id):
        raise UnclearPromiseError(_("Choose a group of cards of this session."), field="pile")
    return {
        "who": who,
        "what": what,
        "by_when": draft.by_when,
        "agreement": draft.agreement,
        "pile_id": draft.pile_id or None,
        "email": valid_address(draft.email) if draft.email else None,
    }


def _hold(commitment: Commitment, version: int) -> None:
    db.lock_row(commitment)
    if commitment.version != version:
        raise StalePromiseError(_("Somebody else changed it meanwhile. Yours is kept below."))


def _done(
    person: Person,
    verb: str,
    commitment: Commitment,
    session: Session,
    reason: str | None = None,
) -> None:
    db.session.flush()
    note_act(person, verb, commitment, reason)
    announce_change(topic_of(session), "block")
