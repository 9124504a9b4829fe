"""Candidate projects: drafted with the words kept of each origin, then put before everyone.

What becomes of them is told too: accepted by the planner, set aside or joined by the curator.
"""

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
    State,
    accept,
    draft_project,
    edit_origin,
    join_into,
    make_candidate,
    set_aside,
)
from consult.taxonomy import get_platform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.accounts import Person
    from consult.demo.world import ActStory, OriginStory, ProjectStory
    from consult.processes import Process


def project_scenes(story: Story) -> Iterator[Scene]:
    """Draft each project from its node, and put before everyone those that are ready."""
    before, curator = story.calendar.before, story.world.who(Role.CURATOR).key
    planner = story.world.who(Role.PLANNER).key
    for project in story.world.projects:
        name, at = f"project {project.key}", before(project.drafted)
        yield Scene(name, at, curator, partial(_draft, story, project))
        if project.candidate:
            name, at = f"candidate {project.key}", before(project.candidate)
            yield Scene(name, at, curator, partial(_put_forward, story, project))
        for told in project.acts:
            by = planner if told.state is State.ACCEPTED else curator
            act = partial(ACTS[told.state], story, project, told)
            yield Scene(f"{told.state} {project.key}", before(told.at), by, act)


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
    make_candidate(_who(story, Role.CURATOR), story.process(), _project(story, told.key))


def _accept(story: Story, told: ProjectStory, act: ActStory) -> None:
    accept(_who(story, Role.PLANNER), story.process(), _project(story, told.key), act.why)


def _set_aside(story: Story, told: ProjectStory, act: ActStory) -> None:
    set_aside(_who(story, Role.CURATOR), story.process(), _project(story, told.key), act.why)


def _join(story: Story, told: ProjectStory, act: ActStory) -> None:
    project, other = _project(story, told.key), _project(story, act.into)
    join_into(_who(story, Role.CURATOR), story.process(), project, other, act.why)


ACTS = {State.ACCEPTED: _accept, State.SET_ASIDE: _set_aside, State.JOINED: _join}


def _who(story: Story, role: Role) -> Person:
    return story.person(story.world.who(role).key)


def _project(story: Story, key: str) -> CandidateProject:
    return db.session.get_one(CandidateProject, story.made(f"project {key}"))
