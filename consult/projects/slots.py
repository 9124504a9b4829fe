"""What projects tell on others' pages: of a node, of a consultation, at the desks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from consult.accounts import current_person
from consult.ideamap import Node, NodeProject, node_actions, node_projects
from consult.kernel.db import db
from consult.kernel.i18n import Words, _, ngettext, text
from consult.processes import Desk, Figure, Process, Role, process_desks, process_figures
from consult.projects.kinds import State
from consult.projects.models import CandidateProject, Origin
from consult.projects.policy import can_draft
from consult.projects.words import STATES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@node_projects.filler
def drafted_from(nodes: Sequence[Node]) -> Mapping[int, Sequence[NodeProject]]:
    """Tell which public projects were drafted from each node, the newest first."""
    rows = db.session.execute(
        select(Origin.node_id, CandidateProject, Process.slug)
        .join(Origin.project)
        .join(Process, Process.id == CandidateProject.process_id)
        .options(joinedload(CandidateProject.main_platform))
        .where(
            Origin.node_id.in_([node.id for node in nodes]),
            Origin.removed_at.is_(None),
            CandidateProject.state != State.DRAFT,
        )
        .order_by(CandidateProject.id.desc())
    )
    found: dict[int, dict[int, NodeProject]] = defaultdict(dict)
    for node_id, project, slug in rows:
        if node_id is None:
            continue
        found[node_id][project.id] = NodeProject(
            title=text(project.title),
            url=url_for("projects.show", slug=slug, code=project.code),
            platform=project.main_platform,
            state=STATES[project.state],
            at=project.candidate_at,
        )
    return {node_id: list(projects.values()) for node_id, projects in found.items()}


@node_actions.filler
def draft_from_a_node(nodes: Sequence[Node]) -> Mapping[int, Sequence[tuple[Words, str]]]:
    """Lead who may draft projects from a node to a sheet filled with what it says."""
    return {
        node.id: [
            (
                _("Draft a project from it"),
                url_for("drafting.new", slug=node.process.slug, node=node.id),
            )
        ]
        for node in nodes
        if can_draft(current_person(), node.process)
    }


@process_desks.filler
def the_planners_desk(processes: Sequence[Process]) -> Mapping[int, Sequence[Desk]]:
    """Lead curators and planners to the projects' desk."""
    return {
        process.id: [
            Desk(
                title=_("Projects"),
                url=url_for("drafting.index", slug=process.slug),
                roles=frozenset({Role.CURATOR, Role.PLANNER}),
            )
        ]
        for process in processes
    }


@process_figures.filler
def how_many_projects(processes: Sequence[Process]) -> Mapping[int, Sequence[Figure]]:
    """Count the candidate projects of a consultation."""
    rows = db.session.execute(
        select(CandidateProject.process_id, func.count())
        .where(
            CandidateProject.process_id.in_([process.id for process in processes]),
            CandidateProject.state.in_((State.CANDIDATE, State.ACCEPTED)),
        )
        .group_by(CandidateProject.process_id)
    )
    slugs = {process.id: process.slug for process in processes}
    return {
        process_id: [
            Figure(
                number,
                ngettext("candidate project", "candidate projects", number),
                url_for("projects.index", slug=slugs[process_id]),
            )
        ]
        for process_id, number in rows
    }
