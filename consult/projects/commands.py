"""Drafting a project, saying where it comes from, and putting it before everyone."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, touch_process
from consult.ideamap import Maturity, Node, all_public_on, ripen
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean
from consult.processes import Process
from consult.projects.drafts import OriginDraft, ProjectDraft
from consult.projects.facts import origin_added, project_became_candidate
from consult.projects.models import (
    CandidateProject,
    Origin,
    ProjectPlatform,
    ProjectState,
    State,
)
from consult.projects.policy import (
    can_add_origin,
    can_draft,
    can_make_candidate,
    can_set_aside,
)
from consult.projects.queries import count_public_origins, nodes_behind, other_platform_ids


class StaleProjectError(ConflictError):
    """Somebody else has saved this since its page was opened."""


class OriginAlreadyError(RefusedError):
    """A voice is at the origin of a project once."""


class NoReasonError(RefusedError):
    """Nothing is set aside without a reason."""


def draft_project(
    person: Person, process: Process, draft: ProjectDraft, node: Node | None = None
) -> CandidateProject:
    """Begin a project; from a node, every voice that hangs on it is at its origin.

    Raises `NotAllowedError`, `NoTitleError` and `MainTwiceError`.
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
    _tag(project, cleaned.other_platform_ids)
    _note_state(person, project, State.DRAFT)
    note_act(person, "project.drafted", project, node=node.id if node else None)
    for contribution in all_public_on(node) if node else ():
        _keep_origin(person, project, contribution, OriginDraft(), node)
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
    _refuse_stale(project.version, version)
    changed = cleaned.apply_to(project)
    if other_platform_ids(project) != cleaned.other_platform_ids:
        _tag(project, cleaned.other_platform_ids)
        changed.append("others")
    if changed:
        project.version += 1
        db.session.flush()
        note_act(person, "project.edited", project, changed=changed)
        touch_process(process.id)


def add_origin(
    person: Person,
    process: Process,
    project: CandidateProject,
    contribution: Contribution,
    draft: OriginDraft,
) -> Origin:
    """Say that a project comes from a voice too, and what it gave.

    Raises `NotAllowedError`, and `OriginAlreadyError` when it is there already.
    """
    require(can_add_origin(person, process, project, contribution))
    db.lock_row(project)
    there = select(Origin.id).where(
        Origin.project_id == project.id,
        Origin.contribution_id == contribution.id,
        Origin.removed_at.is_(None),
    )
    if db.session.scalar(there) is not None:
        raise OriginAlreadyError(_("It is at the origin of this project already."), field="code")
    origin = _keep_origin(person, project, contribution, draft, None)
    touch_process(process.id)
    return origin


def edit_origin(
    person: Person, process: Process, origin: Origin, draft: OriginDraft, version: int
) -> None:
    """Change what is said of a voice's part; `version` is the one that was read.

    Raises `NotAllowedError`, and `StaleProjectError` when somebody else saved it meanwhile.
    """
    require(can_draft(person, process))
    cleaned = draft.cleaned()
    db.lock_row(origin)
    _refuse_stale(origin.version, version)
    origin.section, origin.part, origin.note = cleaned.section, cleaned.part, cleaned.note
    origin.version += 1
    db.session.flush()
    note_act(person, "origin.edited", origin)
    touch_process(process.id)


def remove_origin(person: Person, process: Process, origin: Origin) -> None:
    """Say that a project does not come from a voice after all; it can be linked again.

    Raises `NotAllowedError`, and `ConflictError` when it was taken off already.
    """
    require(can_draft(person, process))
    db.lock_row(origin)
    if origin.removed_at is not None:
        raise ConflictError(_("Somebody else has taken this voice off already."))
    origin.removed_at = now()
    db.session.flush()
    note_act(person, "origin.removed", origin)
    touch_process(process.id)


def make_candidate(person: Person, process: Process, project: CandidateProject) -> None:
    """Put a project before everyone; the nodes it comes from ripen with it.

    Raises `NotAllowedError` when it is a candidate already, or lacks its problem, its objective
    or a public voice at its origin.
    """
    db.lock_row(project)
    require(can_make_candidate(person, process, project, count_public_origins(project)))
    project.become_candidate(now())
    _note_state(person, project, State.CANDIDATE)
    note_act(person, "project.became_candidate", project)
    for node in nodes_behind(project):
        ripen(person, node, Maturity.CANDIDATE)
    touch_process(process.id)
    project_became_candidate.announce(project)


def set_aside(person: Person, process: Process, project: CandidateProject, reason: str) -> None:
    """Stop working on a project, and say why to everyone.

    Raises `NotAllowedError` when it is no candidate, and `NoReasonError`.
    """
    db.lock_row(project)
    require(can_set_aside(person, process, project))
    why = clean(reason)
    if not why:
        raise NoReasonError(_("Say why: everyone reads it."), field="reason")
    project.set_aside()
    _note_state(person, project, State.SET_ASIDE, why)
    note_act(person, "project.set_aside", project)
    touch_process(process.id)


def _refuse_stale(now_at: int, seen: int) -> None:
    if now_at != seen:
        raise StaleProjectError(
            _("Somebody else changed this while you were writing. Your words are kept below.")
        )


def _next_code(process: Process) -> str:
    """Number projects one after the other, each consultation its own."""
    db.session.execute(select(Process.id).where(Process.id == process.id).with_for_update())
    there = select(func.count()).where(CandidateProject.process_id == process.id)
    return f"PC-{(db.session.scalar(there) or 0) + 1:02d}"


def _tag(project: CandidateProject, platform_ids: frozenset[int]) -> None:
    db.session.execute(delete(ProjectPlatform).where(ProjectPlatform.project_id == project.id))
    db.session.add_all(
        ProjectPlatform(project_id=project.id, platform_id=one) for one in sorted(platform_ids)
    )
    db.session.flush()


def _note_state(person: Person, project: CandidateProject, state: State, reason: str = "") -> None:
    db.session.add(
        ProjectState(project_id=project.id, state=state, reason=reason, by_id=person.id, at=now())
    )
    db.session.flush()


def _keep_origin(
    person: Person,
    project: CandidateProject,
    contribution: Contribution,
    draft: OriginDraft,
    node: Node | None,
) -> Origin:
    said = draft.cleaned()
    origin = Origin(
        project_id=project.id,
        contribution_id=contribution.id,
        node_id=node.id if node else None,
        section=said.section,
        part=said.part,
        note=said.note,
        added_by_id=person.id,
        added_at=now(),
    )
    db.session.add(origin)
    db.session.flush()
    note_act(person, "origin.added", origin, contribution=contribution.id)
    origin_added.announce(origin)
    return origin
