"""Which project goes on in which: onward to where it is now, back to all that it took in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import literal, select
from sqlalchemy.orm import joinedload

from consult.kernel.db import db
from consult.projects.models import CandidateProject, ProjectJoining

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def taken_in(project: CandidateProject) -> Sequence[CandidateProject]:
    """The projects that go on in this one, the first joined first."""
    return db.session.scalars(
        select(CandidateProject)
        .join(ProjectJoining, ProjectJoining.project_id == CandidateProject.id)
        .where(ProjectJoining.into_id == project.id, ProjectJoining.undone_at.is_(None))
        .order_by(ProjectJoining.id)
    ).all()


def family_of(project_id: int) -> Sequence[int]:
    """The ids of a project and of all that go on in it, however many joinings away."""
    family = select(literal(project_id).label("id")).cte("family", recursive=True)
    family = family.union(
        select(ProjectJoining.project_id)
        .join(family, family.c.id == ProjectJoining.into_id)
        .where(ProjectJoining.undone_at.is_(None))
    )
    return db.session.scalars(select(family.c.id)).all()


def line_of(project_ids: Sequence[int]) -> dict[int, list[ProjectJoining]]:
    """The joinings that each project goes through, in order (never missing): follow them to now."""
    line = (
        select(
            ProjectJoining.project_id.label("first_id"),
            ProjectJoining.id.label("joining_id"),
            ProjectJoining.into_id.label("into_id"),
        )
        .where(ProjectJoining.project_id.in_(project_ids), ProjectJoining.undone_at.is_(None))
        .cte("line", recursive=True)
    )
    line = line.union(
        select(line.c.first_id, ProjectJoining.id, ProjectJoining.into_id)
        .join(line, line.c.into_id == ProjectJoining.project_id)
        .where(ProjectJoining.undone_at.is_(None))
    )
    rows = db.session.execute(
        select(line.c.first_id, ProjectJoining)
        .join(ProjectJoining, ProjectJoining.id == line.c.joining_id)
        .order_by(ProjectJoining.id)
    ).all()
    found: dict[int, list[ProjectJoining]] = {one: [] for one in project_ids}
    held = {(first, one.project_id): one for first, one in rows}
    for first in project_ids:
        at = first
        while (first, at) in held:
            joining = held[first, at]
            found[first].append(joining)
            at = joining.into_id
    return found


def projects_with(ids: Iterable[int]) -> Mapping[int, CandidateProject]:
    """The projects with these ids, by id."""
    rows = db.session.scalars(
        select(CandidateProject)
        .options(joinedload(CandidateProject.main_platform))
        .where(CandidateProject.id.in_(sorted(set(ids))))
    )
    return {project.id: project for project in rows}
