"""Drafting a project from what people said, and changing its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, touch_process
from consult.ideamap import Node, all_public_on
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.policy import require
from consult.processes import Process
from consult.projects.commands.origins import keep_origin
from consult.projects.commands.refusals import refuse_stale
from consult.projects.drafts import TIES, OriginDraft, ProjectDraft
from consult.projects.facts import project_edited
from consult.projects.models import CandidateProject, ProjectState
from consult.projects.policy import can_add_origin, can_draft
from consult.projects.queries import tied_ids

if TYPE_CHECKING:
    from collections.abc import Sequence


def draft_project(
    person: Person,
    process: Process,
    draft: ProjectDraft,
    node: Node | None = None,
    chosen: Sequence[Contribution] = (),
) -> CandidateProject:
    """Begin a project; every voice on the node, and each one chosen, is at its origin.

    Raises `NotAllowedError` (also when something chosen is not public), `NoTitleError` and
    `MainTwiceError`.
    """
    require(can_draft(person, process))
    cleaned = draft.cleaned(process)
    project = CandidateProject(
        process_id=process.id,
        code=_next_code(process),
        created_by_id=person.id,
        created_at=now(),
    )
    cleaned.apply_to(project)
    db.session.add(project)
    db.session.flush()
    for name, ids in cleaned.ties().items():
        _tie(project, name, ids)
    db.session.add(
        ProjectState(project_id=project.id, state=project.state, by_id=person.id, at=now())
    )
    note_act(person, "project.drafted", project, node=node.id if node else None)
    there = set()
    for contribution in all_public_on(node) if node else ():
        there.add(contribution.id)
        keep_origin(person, project, contribution, OriginDraft(), node)
    for contribution in chosen:
        if contribution.id not in there:
            there.add(contribution.id)
            require(can_add_origin(person, process, project, contribution))
            keep_origin(person, project, contribution, OriginDraft(), None)
    return project


def edit_project(
    person: Person,
    process: Process,
    project: CandidateProject,
    draft: ProjectDraft,
    version: int,
) -> None:
    """Change the sheet; `version` is the one that was read.

    Raises `NotAllowedError`, `NoTitleError`, `MainTwiceError`, and `StaleProjectError` when
    somebody else saved it meanwhile.
    """
    require(can_draft(person, process))
    cleaned = draft.cleaned(process)
    db.lock_row(project)
    refuse_stale(project.version, version)
    changed = cleaned.apply_to(project)
    tied = tied_ids(project)
    for name, ids in cleaned.ties().items():
        if tied[name] != ids:
            _tie(project, name, ids)
            changed.append(name)
    if changed:
        project.version += 1
        project.edited_at = now()
        db.session.flush()
        note_act(person, "project.edited", project, changed=changed)
        touch_process(process.id)
        project_edited.announce(project)


def _next_code(process: Process) -> str:
    """Number projects one after the other, each consultation its own."""
    db.session.execute(select(Process.id).where(Process.id == process.id).with_for_update())
    there = select(func.count()).where(CandidateProject.process_id == process.id)
    return f"PC-{(db.session.scalar(there) or 0) + 1:02d}"


def _tie(project: CandidateProject, name: str, ids: frozenset[int]) -> None:
    kind, column = TIES[name]
    db.session.execute(delete(kind).where(kind.__table__.c.project_id == project.id))
    db.session.add_all(kind(project_id=project.id, **{column: one}) for one in sorted(ids))
    db.session.flush()
