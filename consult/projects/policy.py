"""Who drafts projects, who reads them, and when one can stand before everyone."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person
from consult.contributions import Contribution
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Activity, Process, Role, is_open_for, works_as
from consult.projects.kinds import State
from consult.projects.models import CandidateProject


def can_draft(person: Person | None, process: Process) -> Verdict:
    """Curators, planners and administrators draft projects."""
    if not works_as(person, process, Role.CURATOR, Role.PLANNER):
        return no(_("Only the curators and the planners of this consultation can open this page."))
    return YES


def can_read(person: Person | None, process: Process, project: CandidateProject) -> Verdict:
    """Everyone reads a project from when it is a candidate; who drafts it, before that too."""
    if project.is_public or can_draft(person, process):
        return YES
    return no(_("There is no such project."))


def can_add_origin(
    person: Person, process: Process, project: CandidateProject, contribution: Contribution
) -> Verdict:
    """Only what everyone can read is at the origin of a project, and of its own consultation."""
    allowed = can_draft(person, process)
    if not allowed:
        return allowed
    if contribution.process_id != project.process_id:
        return no(_("It belongs to another consultation."))
    if not contribution.is_public:
        return no(_("Only what is published can be at the origin of a project."))
    return YES


def can_make_candidate(
    person: Person,
    process: Process,
    project: CandidateProject,
    public_origins: int,
    at: datetime,
) -> Verdict:
    """A candidate says what is wrong, what it wants, and whose voices it comes from.

    The staff drafts before and after; a project comes before everyone while a phase opens that.
    """
    allowed = can_draft(person, process)
    if not allowed:
        return allowed
    if project.state not in {State.DRAFT, State.SET_ASIDE}:
        return no(_("It is a candidate project already."))
    if not any(project.problem.values()) or not any(project.objective.values()):
        return no(_("Write the problem and the objective first."))
    if not public_origins:
        return no(_("Link at least one voice that it comes from."))
    return can_put_forward(process, at)


def can_put_forward(process: Process, at: datetime) -> Verdict:
    """Whether a phase lets candidate projects come before everyone now."""
    phase = is_open_for(process, Activity.CANDIDATE_PROJECTS, at)
    if phase:
        return YES
    return no(
        _(
            "A project comes before everyone in a phase that opens candidate projects. %(why)s",
            why=phase.reason,
        )
    )


def can_set_aside(person: Person, process: Process, project: CandidateProject) -> Verdict:
    """What stands before everyone can be set aside, never unseen."""
    allowed = can_draft(person, process)
    if not allowed:
        return allowed
    if project.state is not State.CANDIDATE:
        return no(_("Only a candidate project can be set aside."))
    return YES


def can_accept(person: Person | None, process: Process, project: CandidateProject) -> Verdict:
    """Planners and administrators take a candidate into the proposed plan."""
    if not works_as(person, process, Role.PLANNER):
        return no(_("Only the planners of this consultation accept a project."))
    if project.state is not State.CANDIDATE:
        return no(_("Only a candidate project can be accepted."))
    return YES


def can_join(person: Person | None, process: Process, project: CandidateProject) -> Verdict:
    """Who drafts projects lets a candidate go on in another."""
    allowed = can_draft(person, process)
    if not allowed:
        return allowed
    if project.state is not State.CANDIDATE:
        return no(_("Only a candidate project can be joined into another."))
    return YES


def can_reopen(person: Person | None, process: Process, project: CandidateProject) -> Verdict:
    """Who may accept takes an acceptance back; who may join, a joining."""
    if project.state is State.ACCEPTED:
        if works_as(person, process, Role.PLANNER):
            return YES
        return no(_("Only the planners of this consultation take an acceptance back."))
    if project.state is State.JOINED:
        return can_draft(person, process)
    return no(_("Only what was accepted or joined can be taken back."))


def is_under_way(project: CandidateProject) -> bool:
    """Whether a project is before everyone and still on its way, so that others can join it."""
    return project.state in {State.CANDIDATE, State.ACCEPTED}
