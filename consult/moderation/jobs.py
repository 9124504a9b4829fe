"""Telling the author what was decided and why, and readers what became of their report."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.docket import Decision, Report, SecondLook, Subject, Verb, reason_called, subject_with
from consult.kernel import mail
from consult.kernel.db import db
from consult.kernel.jobs import job


@job
def tell_author(*, decision_id: int) -> None:
    """Write to the author what was decided, unless it was taken back or changes nothing."""
    decision = db.session.get_one(Decision, decision_id)
    if decision.undone_at is not None or decision.verb is Verb.KEPT:
        return
    subject = subject_with(decision.kind, decision.subject_id)
    if subject.author is None:
        return
    second = db.session.scalar(select(SecondLook.id).where(SecondLook.answer_id == decision.id))
    mail.send(
        subject.author.email,
        f"moderation/mail/{decision.verb}.txt",
        subject.author.language,
        second=second is not None,
        body=decision.body,
        note=decision.note,
        **_told(subject, decision),
    )


@job
def tell_reporters(*, decision_id: int) -> None:
    """Write to whoever reported a thing what was decided, unless it was taken back."""
    decision = db.session.get_one(Decision, decision_id)
    reports = db.session.scalars(
        select(Report)
        .options(joinedload(Report.person))
        .where(Report.decision_id == decision_id)
        .order_by(Report.id)
    ).all()
    if decision.undone_at is not None or not reports:
        return
    told = _told(subject_with(decision.kind, decision.subject_id), decision)
    for report in reports:
        mail.send(
            report.person.email,
            "moderation/mail/report_answered.txt",
            report.person.language,
            kept=decision.verb is Verb.KEPT,
            at=report.at,
            **told | {"name": report.person.name},
        )


def _told(subject: Subject, decision: Decision) -> dict[str, Any]:
    """What each of the letters says of the thing: its name, its rule, where to read on."""
    return {
        "name": subject.author_name,
        "title": subject.title,
        "kind": "card" if subject.is_card else subject.kind.name,
        "slug": subject.process.slug,
        "path": subject.address,
        "code": subject.ref,
        "reason": reason_called(subject.process.id, decision.reason_code),
    }
