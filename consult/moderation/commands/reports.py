"""What readers and authors ask of moderators: a look at what breaks a rule, a second look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from consult.accounts import Person
from consult.audit import note_act
from consult.docket import (
    Report,
    SecondLook,
    Subject,
    bring_up_to_date,
    latest_decision,
    lock,
    reason_called,
    report_by,
    second_look_at,
)
from consult.kernel import limits
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean
from consult.moderation.commands.decisions import UnknownReasonError
from consult.moderation.facts import second_look_asked
from consult.moderation.policy import can_ask_again, can_report

REPORTS_AT_ONCE, REPORT_TIME = 10, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """Which published rule a thing breaks, and anything else the moderators should know."""

    reason_code: str
    note: str = ""


def report_subject(person: Person, subject: Subject, draft: ReportDraft) -> Report:
    """Tell the moderators that something breaks a rule; it stays public until they decide.

    Sent twice, it is one report. Raises `NotAllowedError`, `UnknownReasonError`, and
    `TooManyError` when one person reports without end.
    """
    lock(subject)
    own = report_by(person, subject)
    if own is not None and own.decision_id is None:
        return own
    require(can_report(person, subject, own))
    limits.allow("moderation.report", str(person.id), burst=REPORTS_AT_ONCE, per=REPORT_TIME)
    if reason_called(subject.process.id, draft.reason_code) is None:
        raise UnknownReasonError(_("Choose one of the published rules."), field="reason")
    report = Report(
        process_id=subject.process.id,
        kind=subject.kind.name,
        subject_id=subject.id,
        person_id=person.id,
        reason_code=draft.reason_code,
        note=clean(draft.note),
        at=now(),
    )
    db.session.add(report)
    db.session.flush()
    bring_up_to_date(subject)
    note_act(person, f"{subject.kind.name}.reported", subject.thing, draft.reason_code)
    return report


def ask_second_look(person: Person, subject: Subject, why: str) -> SecondLook:
    """Ask that another moderator look at what was not published; once.

    Raises `NotAllowedError` when it is somebody else's, or public, or was asked before.
    """
    lock(subject)
    decision = latest_decision(subject.kind.name, subject.id)
    require(can_ask_again(person, subject, decision, second_look_at(subject)))
    look = SecondLook(
        process_id=subject.process.id,
        kind=subject.kind.name,
        subject_id=subject.id,
        decision=decision,
        asked_by_id=person.id,
        asked_at=now(),
        why=clean(why),
    )
    db.session.add(look)
    db.session.flush()
    bring_up_to_date(subject)
    note_act(person, f"{subject.kind.name}.second_look_asked", subject.thing)
    second_look_asked.announce(look)
    return look
