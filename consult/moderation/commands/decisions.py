"""Deciding on a thing, and taking a slip back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, update

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import State
from consult.docket import (
    Batch,
    Check,
    Decision,
    Report,
    SecondLook,
    Subject,
    Verb,
    bring_up_to_date,
    is_drawn,
    latest_decision,
    lock,
    reason_called,
    reports_on,
    second_look_at,
    subject_with,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import Words, _
from consult.kernel.policy import require
from consult.kernel.text import clean, clean_line
from consult.kernel.times import day_time
from consult.moderation.facts import decision_taken
from consult.moderation.policy import can_decide, can_give_back, can_transfer, can_undo

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_DECIDED = 0
"""Stands for "no decision yet" where a page says which one it has seen."""


class UnknownReasonError(RefusedError):
    """Nothing is kept from readers but by one of the published rules."""


class MissingNoteError(RefusedError):
    """Who must change something is told what; who is sent elsewhere is told where and why."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """Why a thing is not published: a published rule, and a note to the author."""

    reason_code: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """To whom a thing out of competence goes, and why."""

    body: str
    note: str


def publish_subject(
    person: Person, subject: Subject, seen: int, batch: Batch | None = None
) -> Decision:
    """Let everyone read a thing, or read it again, or leave it public though it was reported.

    `seen` is the id of the last decision the moderator saw. Raises `NotAllowedError`, and
    `ConflictError` when somebody has decided meanwhile.
    """
    decision, look = _begin(person, subject, seen, batch)
    if subject.is_public:
        if not reports_on(subject):
            raise RefusedError(_("Everyone can read it already."))
        decision.verb = Verb.KEPT
    else:
        again = decision.before is State.HIDDEN
        decision.verb = Verb.SHOWN_AGAIN if again else Verb.PUBLISHED
        subject.kind.publish(subject.thing)
    return _settle(person, subject, decision, look)


def hide_subject(
    person: Person, subject: Subject, hiding: Hiding, seen: int, batch: Batch | None = None
) -> Decision:
    """Keep a thing from readers, by one of the published rules; or uphold that it is kept.

    Raises `NotAllowedError`, `ConflictError` when somebody has decided meanwhile, and
    `UnknownReasonError`.
    """
    decision, look = _begin(person, subject, seen, batch)
    if reason_called(subject.process.id, hiding.reason_code) is None:
        raise UnknownReasonError(_("Choose one of the published rules."), field="reason")
    decision.reason_code = hiding.reason_code
    decision.note = clean(hiding.note)
    if subject.state is State.HIDDEN and look is not None:
        decision.verb = Verb.UPHELD
    else:
        decision.verb = Verb.HIDDEN
        subject.kind.hide(subject.thing)
    return _settle(person, subject, decision, look)


def give_back_subject(person: Person, subject: Subject, note: str, seen: int) -> Decision:
    """Ask the author to change something before it is published; the note says what.

    Raises `NotAllowedError`, `ConflictError` and `MissingNoteError`.
    """
    decision, look = _begin(person, subject, seen, None)
    require(can_give_back(subject))
    decision.verb, decision.note = Verb.RETURNED, clean(note)
    if not decision.note:
        raise MissingNoteError(_("Say what its author should change."), field="note")
    subject.give_back()
    return _settle(person, subject, decision, look)


def transfer_subject(person: Person, subject: Subject, transfer: Transfer, seen: int) -> Decision:
    """Pass a thing on to the body competent for it; it is not published here.

    Raises `NotAllowedError`, `ConflictError` and `MissingNoteError`.
    """
    decision, look = _begin(person, subject, seen, None)
    require(can_transfer(subject))
    decision.verb = Verb.TRANSFERRED
    decision.body, decision.note = clean_line(transfer.body), clean(transfer.note)
    if not decision.body:
        raise MissingNoteError(_("Name the body that is competent for it."), field="body")
    if not decision.note:
        raise MissingNoteError(_("Say why it is not for this consultation."), field="note")
    subject.kind.hide(subject.thing)
    return _settle(person, subject, decision, look)


def undo_decision(person: Person, decision: Decision) -> None:
    """Take a decision back as if it had not been taken; nobody has been told of it yet.

    Raises `NotAllowedError` when it is somebody else's or too old, and `ConflictError` when
    another one came after it.
    """
    subject = subject_with(decision.kind, decision.subject_id)
    lock(subject)
    db.session.refresh(decision)
    require(can_undo(person, decision, now()))
    latest = latest_decision(decision.kind, decision.subject_id)
    if latest is not decision:
        raise ConflictError(_meanwhile(latest))
    decision.undone_at = now()
    db.session.execute(
        update(Report).where(Report.decision_id == decision.id).values(decision_id=None)
    )
    db.session.execute(
        update(SecondLook).where(SecondLook.answer_id == decision.id).values(answer_id=None)
    )
    db.session.execute(delete(Check).where(Check.decision_id == decision.id))
    if subject.state is not decision.before:
        subject.kind.put_back(subject.thing, decision.before)
    bring_up_to_date(subject)
    note_act(person, f"{decision.kind}.decision_undone", subject.thing, decision=decision.id)


def in_one_go(
    person: Person,
    subjects: list[tuple[Subject, int]],
    act: Callable[[Subject, int, Batch], object],
) -> Batch:
    """Take the same decision on several things, each with the last decision seen on it.

    All of them or none: the first that is refused says which it is.
    """
    if not subjects:
        raise RefusedError(_("Choose at least one."))
    batch = Batch(process_id=subjects[0][0].process.id, by_id=person.id, at=now())
    db.session.add(batch)
    db.session.flush()
    for subject, seen in subjects:
        try:
            act(subject, seen, batch)
        except ConflictError as refusal:
            raise ConflictError(
                _("«%(title)s»: %(why)s", title=subject.title, why=refusal.message)
            ) from refusal
    return batch


def _begin(
    person: Person, subject: Subject, seen: int, batch: Batch | None
) -> tuple[Decision, SecondLook | None]:
    """Hold the thing, and go on only if nobody has decided since it was seen."""
    look = second_look_at(subject)
    waiting = look if look is not None and look.answer_id is None else None
    require(can_decide(person, subject, waiting))
    lock(subject)
    latest = latest_decision(subject.kind.name, subject.id)
    if (latest.id if latest else NOT_DECIDED) != seen:
        raise ConflictError(_meanwhile(latest))
    at, before = now(), subject.state
    waited = int((at - subject.said_at).total_seconds()) if before is State.WAITING else None
    decision = Decision(
        process_id=subject.process.id,
        kind=subject.kind.name,
        subject_id=subject.id,
        before=before,
        waited=waited,
        by_id=person.id,
        at=at,
        batch_id=batch.id if batch else None,
    )
    return decision, waiting


def _settle(
    person: Person, subject: Subject, decision: Decision, look: SecondLook | None
) -> Decision:
    """Write the decision down, with all that it answers, and tell of it."""
    db.session.add(decision)
    db.session.flush()
    if decision.before is State.PUBLISHED:
        db.session.execute(
            update(Report)
            .where(
                Report.kind == decision.kind,
                Report.subject_id == decision.subject_id,
                Report.decision_id.is_(None),
            )
            .values(decision_id=decision.id)
        )
    if look is not None:
        look.answer_id = decision.id
    if is_drawn(decision):
        db.session.add(Check(process_id=decision.process_id, decision_id=decision.id))
    bring_up_to_date(subject)
    note_act(
        person,
        f"{decision.kind}.{decision.verb}",
        subject.thing,
        decision.reason_code,
        decision=decision.id,
    )
    decision_taken.announce(decision)
    return decision


def _meanwhile(latest: Decision | None) -> Words:
    """Say what was decided meanwhile, and by whom."""
    if latest is None:
        return _("The decision you saw was taken back meanwhile. Nothing of yours was saved.")
    parts = {"name": latest.by.name, "moment": day_time(latest.at)}
    said = {
        Verb.HIDDEN: _("%(name)s has decided meanwhile (%(moment)s): not published.", **parts),
        Verb.UPHELD: _("%(name)s has decided meanwhile (%(moment)s): not published.", **parts),
        Verb.RETURNED: _(
            "%(name)s has decided meanwhile (%(moment)s): back to its author.", **parts
        ),
        Verb.TRANSFERRED: _(
            "%(name)s has decided meanwhile (%(moment)s): passed on to another body.", **parts
        ),
    }
    published = _("%(name)s has decided meanwhile (%(moment)s): published.", **parts)
    return f"{said.get(latest.verb, published)} {_('Nothing of yours was saved.')}"
