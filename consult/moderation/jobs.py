"""Telling the author what was decided, and why."""

from __future__ import annotations

from consult.contributions import Contribution, author_of
from consult.kernel import mail
from consult.kernel.db import db
from consult.kernel.jobs import job
from consult.moderation.models import Decision
from consult.moderation.reasons import reason_called
from consult.processes import Process


@job
def tell_author(*, decision_id: int) -> None:
    """Write to the author what was decided, unless it was taken back meanwhile."""
    decision = db.session.get_one(Decision, decision_id)
    contribution = db.session.get_one(Contribution, decision.contribution_id)
    author = author_of(contribution)
    if decision.undone_at is not None or author is None:
        return
    process = db.session.get_one(Process, contribution.process_id)
    mail.send(
        author.email,
        f"moderation/mail/{decision.verb}.txt",
        author.language,
        name=author.name,
        title=contribution.title,
        code=contribution.code,
        slug=process.slug,
        reason=reason_called(process.id, decision.reason_code),
        note=decision.note,
    )
