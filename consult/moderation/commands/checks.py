"""Taking a drawn decision a second time, without having seen the first."""

from __future__ import annotations

from consult.accounts import Person
from consult.audit import note_act
from consult.docket import Check, reason_called, subject_with
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.moderation.commands.decisions import Hiding, UnknownReasonError
from consult.moderation.policy import can_check


def answer_check(person: Person, check: Check, hiding: Hiding | None) -> None:
    """Say what one would have decided: publish it, or not by a rule; nothing changes for readers.

    Raises `NotAllowedError` for one's own decision or one answered already, and
    `UnknownReasonError`.
    """
    db.lock_row(check)
    subject = subject_with(check.decision.kind, check.decision.subject_id)
    require(can_check(person, check, subject))
    if hiding is not None and reason_called(check.process_id, hiding.reason_code) is None:
        raise UnknownReasonError(_("Choose one of the published rules."), field="reason")
    check.publishes = hiding is None
    check.reason_code = hiding.reason_code if hiding else None
    check.by_id, check.at = person.id, now()
    db.session.flush()
    note_act(person, "decision.checked", check, publishes=check.publishes)
