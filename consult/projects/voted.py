"""Candidate projects put to the vote: which, their pages, and those that stopped since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select

from consult.kernel.db import db
from consult.kernel.i18n import Words, _
from consult.processes import Process
from consult.projects.kinds import State
from consult.projects.models import CandidateProject
from consult.projects.policy import is_under_way
from consult.projects.queries import projects_in
from consult.voting import Option, Votable, option_urls, options_gone, votables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROJECT = "project"


@votables.filler
def projects_to_vote_on(processes: Sequence[Process]) -> Mapping[int, Sequence[Votable]]:
    """Offer the projects that stand before everyone and are on their way."""
    return {
        process.id: [
            Votable(PROJECT, _("Candidate projects"), project.id, project.title)
            for project in projects_in(process)
            if is_under_way(project)
        ]
        for process in processes
    }


@option_urls.filler
def pages_of_projects(options: Sequence[Option]) -> Mapping[int, Sequence[str]]:
    """Lead from an option to its project, while everyone can read it."""
    return {
        option_id: [url_for("projects.show", slug=slug, code=project.code)]
        for option_id, project, slug in _projects(options)
        if project.is_public
    }


@options_gone.filler
def stopped_since(options: Sequence[Option]) -> Mapping[int, Sequence[Words]]:
    """Say of an option that its project was set aside, joined into another, or taken back."""
    why = {
        State.SET_ASIDE: _("It was set aside."),
        State.JOINED: _("It was joined into another project."),
        State.DRAFT: _("It is no longer public."),
    }
    return {
        option_id: [why[project.state]]
        for option_id, project, _slug in _projects(options)
        if project.state in why
    }


def _projects(options: Sequence[Option]) -> list[tuple[int, CandidateProject, str]]:
    """The id of each option that stands for a project, with the project and where it is."""
    held = {one.id: one.thing_id for one in options if one.thing_kind == PROJECT}
    if not held:
        return []
    rows = db.session.execute(
        select(CandidateProject, Process.slug)
        .join(Process, Process.id == CandidateProject.process_id)
        .where(CandidateProject.id.in_(held.values()))
    )
    found = {project.id: (project, slug) for project, slug in rows}
    return [(one, *found[thing]) for one, thing in held.items() if thing in found]
