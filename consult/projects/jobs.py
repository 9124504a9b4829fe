"""Telling the authors what became of their words in a project."""

from __future__ import annotations

from consult.contributions import author_of
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import job
from consult.processes import Process
from consult.projects.kinds import State
from consult.projects.models import CandidateProject
from consult.projects.queries import origins_of


@job
def tell_author(*, project_id: int, voice_id: int) -> None:
    """Write to an author, in one letter, what of theirs is in a project: each part once.

    Not of what was hidden or taken off meanwhile, nor of a project that is no candidate.
    """
    project = db.session.get_one(CandidateProject, project_id)
    fresh = [
        origin
        for origin in origins_of(project)
        if origin.contribution.voice_id == voice_id and origin.told_at is None
    ]
    if project.state is not State.CANDIDATE or not fresh:
        return
    author = author_of(fresh[0].contribution)
    if author is None:
        return
    for origin in fresh:
        origin.told_at = now()
    process = db.session.get_one(Process, project.process_id)
    mail.send(
        author.email,
        "projects/mail/candidate.txt",
        author.language,
        name=author.name,
        project=project,
        origins=fresh,
        slug=process.slug,
    )
