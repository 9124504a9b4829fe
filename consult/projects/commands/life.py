"""The life of a project: before everyone, accepted, set aside, joined into another, taken back."""

from __future__ import annotations

from sqlalchemy import update

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import touch_process
from consult.ideamap import Maturity, ripen
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean
from consult.processes import Process
from consult.projects.commands.refusals import NoReasonError, NotJoinableError
from consult.projects.facts import project_became_candidate, project_moved
from consult.projects.models import CandidateProject, ProjectJoining, ProjectState
from consult.projects.policy import (
    can_accept,
    can_join,
    can_make_candidate,
    can_reopen,
    can_set_aside,
    is_under_way,
)
from consult.projects.queries import count_public_origins, nodes_behind


def make_candidate(person: Person, process: Process, project: CandidateProject) -> None:
    """Put a project before everyone, or back before everyone after it was set aside.

    The nodes it comes from ripen with it. Raises `NotAllowedError` when it is no draft and was
    not set aside, or lacks its problem, its objective or a public voice at its origin, and when no
    phase opens candidate projects.
    """
    db.lock_row(project)
    at = now()
    require(can_make_candidate(person, process, project, count_public_origins(project), at))
    project.become_candidate(at)
    act = _note_state(person, project)
    note_act(person, "project.became_candidate", project)
    for node in nodes_behind(project):
        ripen(person, node, Maturity.CANDIDATE)
    touch_process(process.id)
    project_became_candidate.announce(project)
    project_moved.announce(act)


def accept(person: Person, process: Process, project: CandidateProject, note: str = "") -> None:
    """Take a candidate into the proposed plan; its nodes ripen to projects.

    Raises `NotAllowedError` when it is no candidate, and for anyone but planners.
    """
    db.lock_row(project)
    require(can_accept(person, process, project))
    project.accept()
    act = _note_state(person, project, clean(note))
    note_act(person, "project.accepted", project)
    for node in nodes_behind(project):
        ripen(person, node, Maturity.PROJECT)
    touch_process(process.id)
    project_moved.announce(act)


def set_aside(person: Person, process: Process, project: CandidateProject, reason: str) -> None:
    """Stop working on a project, and say why to everyone.

    Raises `NotAllowedError` when it is no candidate, and `NoReasonError`.
    """
    db.lock_row(project)
    require(can_set_aside(person, process, project))
    why = _reason(reason)
    project.set_aside()
    act = _note_state(person, project, why)
    note_act(person, "project.set_aside", project)
    touch_process(process.id)
    project_moved.announce(act)


def join_into(
    person: Person,
    process: Process,
    project: CandidateProject,
    other: CandidateProject,
    reason: str,
) -> None:
    """Let a project go on as part of another; its voices follow it there.

    Raises `NotAllowedError` when it is no candidate, `NotJoinableError` when the other is the same,
    of another consultation or not under way itself (so that no circle can close), `NoReasonError`.
    """
    # Both in the order of their ids: two who join two projects crosswise wait, never for ever.
    for one in sorted({project, other}, key=lambda each: each.id):
        db.lock_row(one)
    require(can_join(person, process, project))
    if other.id == project.id or other.process_id != project.process_id or not is_under_way(other):
        raise NotJoinableError(
            _("Choose another project that is a candidate or accepted."), field="into"
        )
    why = _reason(reason)
    project.go_into_another()
    db.session.add(
        ProjectJoining(project_id=project.id, into_id=other.id, by_id=person.id, at=now())
    )
    act = _note_state(person, project, why)
    note_act(person, "project.joined", project, into=other.id)
    touch_process(process.id)
    project_moved.announce(act)


def reopen(person: Person, process: Process, project: CandidateProject, reason: str) -> None:
    """Take back an acceptance or a joining: the project is a candidate again, with the reason.

    Raises `NotAllowedError` when it is neither, or for who may not, and `NoReasonError`.
    """
    db.lock_row(project)
    require(can_reopen(person, process, project))
    why = _reason(reason)
    db.session.execute(
        update(ProjectJoining)
        .where(ProjectJoining.project_id == project.id, ProjectJoining.undone_at.is_(None))
        .values(undone_at=now())
    )
    project.become_candidate(now())
    act = _note_state(person, project, why)
    note_act(person, "project.reopened", project)
    touch_process(process.id)
    project_moved.announce(act)


def _reason(typed: str) -> str:
    why = clean(typed)
    if not why:
        raise NoReasonError(_("Say why: everyone reads it."), field="reason")
    return why


def _note_state(person: Person, project: CandidateProject, reason: str = "") -> ProjectState:
    act = ProjectState(
        project_id=project.id, state=project.state, reason=reason, by_id=person.id, at=now()
    )
    db.session.add(act)
    db.session.flush()
    return act
