"""Telling the authors what became of their words in a project, and of the project."""

from __future__ import annotations

from sqlalchemy import select

from consult.contributions import author_of
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import job
from consult.processes import Process
from consult.projects.lineage import family_of, line_of, projects_with
from consult.projects.models import CandidateProject, ProjectState, ProjectTold
from consult.projects.policy import is_under_way
from consult.projects.queries import origins_of, public_origins_in, states_of


@job
def tell_author(*, project_id: int, voice_id: int) -> None:
    """Write to an author, in one letter, what of theirs is in a project: each part once.

    Not of what was hidden or taken off meanwhile, nor of a project that is not under way.
    """
    project = db.session.get_one(CandidateProject, project_id)
    fresh = [
        origin
        for origin in origins_of(project)
        if origin.contribution.voice_id == voice_id and origin.told_at is None
    ]
    if not is_under_way(project) or not fresh:
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


@job
def tell_step(*, state_id: int, voice_id: int) -> None:
    """Write to an author which step a project took that comes from their words: once for each step.

    Their words may have come into it through a project that was joined into it. Not of what was
    hidden or taken off meanwhile, nor of a step that another has followed since.
    """
    act = db.session.get_one(ProjectState, state_id)
    family = family_of(act.project_id)
    own = [one for one in public_origins_in(family) if one.contribution.voice_id == voice_id]
    told = select(ProjectTold.id).where(
        ProjectTold.state_id == state_id, ProjectTold.voice_id == voice_id
    )
    if states_of([act.project_id])[act.project_id][-1] is not act or not own:
        return
    author = author_of(own[0].contribution)
    if author is None or db.session.scalar(told) is not None:
        return
    db.session.add(ProjectTold(state_id=state_id, voice_id=voice_id, at=now()))
    project = db.session.get_one(CandidateProject, act.project_id)
    onward = [one.into_id for one in line_of([project.id])[project.id][-1:]]
    mail.send(
        author.email,
        "projects/mail/step.txt",
        author.language,
        name=author.name,
        project=project,
        act=act,
        titles=[one.contribution.title for one in own],
        into=next(iter(projects_with(onward).values()), None),
        slug=db.session.get_one(Process, project.process_id).slug,
    )
