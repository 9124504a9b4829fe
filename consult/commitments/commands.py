"""What was promised in a session: written down, changed, settled; each step can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.accounts import Person, valid_address
from consult.audit import note_act
from consult.commitments.models import Commitment, CommitmentAct, CommitmentState
from consult.commitments.policy import can_promise, can_settle, can_undo
from consult.commitments.queries import acts_of
from consult.commitments.words import AGREEMENTS
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean, clean_line
from consult.live import announce_change
from consult.tables import Session, lock_session, topic_of
from consult.wall import Pile

if TYPE_CHECKING:
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
    """Say what became of a promise, and why; it is so already: nothing changes.

    Raises `NotAllowedError`, and `UnclearPromiseError` for one that is dropped without a reason.
    """
    require(can_settle(person, session, commitment))
    said = clean(note)
    if state is CommitmentState.DROPPED and not said:
        raise UnclearPromiseError(_("Say why it is dropped: everyone reads it."), field="note")
    db.lock_row(commitment)
    if commitment.state is state and commitment.note == said:
        return
    act = CommitmentAct(
        commitment_id=commitment.id,
        state=state,
        note=said,
        at=now(),
        by_id=person.id,
        by_promiser=commitment.is_by(person),
    )
    db.session.add(act)
    _stand(commitment, act)
    _done(person, f"commitment.{state}", commitment, session, reason=said or None)


def undo_settling(person: Person, session: Session, commitment: Commitment) -> None:
    """Undo what was last said of a promise; nothing to undo: nothing changes."""
    db.lock_row(commitment)
    standing = [act for act in acts_of(commitment) if act.undone_at is None]
    last = standing[0] if standing else None
    require(can_undo(person, session, commitment, last))
    if last is None:
        return
    last.undone_at = now()
    _stand(commitment, standing[1] if standing[1:] else None)
    _done(person, "commitment.undone", commitment, session)


def _stand(commitment: Commitment, act: CommitmentAct | None) -> None:
    """Tell of a promise what its last act says; without one it is open, as when it was made."""
    commitment.state = act.state if act else CommitmentState.OPEN
    commitment.note = act.note if act else ""
    commitment.changed_at = act.at if act else None
    commitment.version += 1


def stop_reminders(email: str) -> int:
    """Forget an address everywhere it was left for reminders; return in how many promises."""
    found = db.session.scalars(
        select(Commitment).where(func.lower(Commitment.email) == email.lower()).with_for_update()
    ).all()
    for one in found:
        one.email = None
    db.session.flush()
    return len(found)


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
