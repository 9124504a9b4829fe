"""Drafting candidate projects: each origin with the words kept of it, then before everyone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.demo.story import Scene, Story
from consult.ideamap import get_node
from consult.kernel.db import db
from consult.processes import Role
from consult.projects import (
    CandidateProject,
    Origin,
    OriginDraft,
    ProjectDraft,
    Section,
    draft_project,
    edit_origin,
    make_candidate,
)
from consult.taxonomy import get_platform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.demo.world import OriginStory, ProjectStory
    from consult.processes import Process


def project_scenes(story: Story) -> Iterator[Scene]:
    """Draft each project from its node, and put before everyone those that are ready."""
    before, curator = story.calendar.before, story.world.who(Role.CURATOR).key
    for project in story.world.projects:
        name, at = f"project {project.key}", before(project.drafted)
        yield Scene(name, at, curator, partial(_draft, story, project))
        if project.candidate:
            name, at = f"candidate {project.key}", before(project.candidate)
            yield Scene(name, at, curator, partial(_put_forward, story, project))


def _draft(story: Story, told: ProjectStory) -> CandidateProject:
    process = story.process()
    curator = story.person(story.world.who(Role.CURATOR).key)
    node = get_node(process, story.made(f"node {told.node}"))
    draft = ProjectDraft(
        title=told.title,
        problem=told.problem,
        objective=told.objective,
        actions=told.actions,
        promoter=told.promoter,
        main_platform_id=_platform_id(process, told.main),
        other_platform_ids=frozenset(_platform_id(process, code) for code in told.others),
    )
    project = draft_project(curator, process, draft, node)
    for said in told.origins:
        origin = _origin(project, story.made(f"idea {said.idea}"))
        edit_origin(curator, process, origin, _part(said), origin.version)
    return project


def _platform_id(process: Process, code: str) -> int:
    return get_platform(process.cycle, code).id


def _origin(project: CandidateProject, contribution_id: int) -> Origin:
    query = select(Origin).where(
        Origin.project_id == project.id, Origin.contribution_id == contribution_id
    )
    return db.session.scalars(query).one()


def _part(said: OriginStory) -> OriginDraft:
    return OriginDraft(Section(said.section), said.part, said.note)


def _put_forward(story: Story, told: ProjectStory) -> None:
    make_candidate(
        story.person(story.world.who(Role.CURATOR).key),
        story.process(),
        db.session.get_one(CandidateProject, story.made(f"project {told.key}")),
    )
