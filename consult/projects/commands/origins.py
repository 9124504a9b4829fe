"""Saying which voices a project comes from, what each gave, and what was left out."""

from __future__ import annotations

from sqlalchemy import select

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, touch_process
from consult.ideamap import Node
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.processes import Process
from consult.projects.commands.refusals import NotSaidError, OriginAlreadyError, refuse_stale
from consult.projects.drafts import OriginDraft
from consult.projects.facts import origin_added
from consult.projects.models import CandidateProject, Origin
from consult.projects.policy import can_add_origin, can_draft
from consult.projects.quoting import stands_in


def add_origin(
    person: Person,
    process: Process,
    project: CandidateProject,
    contribution: Contribution,
    draft: OriginDraft,
) -> Origin:
    """Say that a project comes from a voice too, and what it gave.

    Raises `NotAllowedError`, `OriginAlreadyError` when it is there already, and `NotSaidError`
    when the words kept are not its own.
    """
    require(can_add_origin(person, process, project, contribution))
    _require_said(draft, contribution)
    db.lock_row(project)
    there = select(Origin.id).where(
        Origin.project_id == project.id,
        Origin.contribution_id == contribution.id,
        Origin.removed_at.is_(None),
    )
    if db.session.scalar(there) is not None:
        raise OriginAlreadyError(_("It is at the origin of this project already."), field="code")
    origin = keep_origin(person, project, contribution, draft, None)
    touch_process(process.id)
    return origin


def edit_origin(
    person: Person, process: Process, origin: Origin, draft: OriginDraft, version: int
) -> None:
    """Change what is said of a voice's part; `version` is the one that was read.

    Raises `NotAllowedError`, `NotSaidError` when the words kept are not the voice's own, and
    `StaleProjectError` when somebody else saved it meanwhile.
    """
    require(can_draft(person, process))
    cleaned = draft.cleaned()
    db.lock_row(origin)
    refuse_stale(origin.version, version)
    _require_said(cleaned, db.session.get_one(Contribution, origin.contribution_id))
    origin.section, origin.part = cleaned.section, cleaned.part
    origin.made, origin.note = cleaned.made, cleaned.note
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


def keep_origin(
    person: Person,
    project: CandidateProject,
    contribution: Contribution,
    draft: OriginDraft,
    node: Node | None,
) -> Origin:
    """Write an origin down and tell of it; whether it may be one was asked before."""
    said = draft.cleaned()
    origin = Origin(
        project_id=project.id,
        contribution_id=contribution.id,
        node_id=node.id if node else None,
        section=said.section,
        part=said.part,
        made=said.made,
        note=said.note,
        added_by_id=person.id,
        added_at=now(),
    )
    db.session.add(origin)
    db.session.flush()
    note_act(person, "origin.added", origin, contribution=contribution.id)
    origin_added.announce(origin)
    return origin


def _require_said(draft: OriginDraft, contribution: Contribution) -> None:
    if not stands_in(draft.part, contribution):
        raise NotSaidError(
            _("These words are not in the contribution: copy them as they stand there."),
            field="part",
        )
