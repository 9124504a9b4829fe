"""Who may take part in a consultation, and who may set it up, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from consult.accounts import Person, is_known, old_enough
from consult.kernel.i18n import Words, _
from consult.kernel.policy import YES, Verdict, no
from consult.processes.models import Activity, Phase, Process, Role, State
from consult.processes.moments import full_day, full_moment
from consult.processes.queries import pact_of, works_as
from consult.processes.slots import closing_objections, published_reports


def is_open_for(process: Process, activity: Activity, at: datetime) -> Verdict:
    """Whether a consultation lets people do something now; else when it did or will."""
    if process.state is State.DRAFT:
        return no(_("This consultation is still being prepared."))
    if process.state is State.CLOSED and process.closed_at is not None:
        return no(_("This consultation was closed on %(day)s.", day=full_day(process.closed_at)))
    if process.phase_open_for(activity, at) is not None:
        return YES
    phases = [phase for phase in process.phases if activity in phase.opens]
    following = next((phase for phase in phases if phase.opens_at > at), None)
    if following is not None:
        return no(_("This opens on %(moment)s.", moment=full_moment(following.opens_at)))
    if phases:
        last = max(phase.closes_at for phase in phases)
        return no(_("This was open until %(moment)s.", moment=full_moment(last)))
    return no(_("This consultation does not foresee it."))


def is_foreseen(
    process: Process, activity: Activity, opens_at: datetime, closes_at: datetime
) -> Verdict:
    """Whether phases let people do something from one instant to another, without a gap."""
    phases = sorted(
        (phase for phase in process.phases if activity in phase.opens),
        key=lambda phase: phase.opens_at,
    )
    reached = opens_at
    for phase in phases:
        if phase.is_open(reached):
            reached = phase.closes_at
    if reached > opens_at and reached >= closes_at:
        return YES
    return no(foreseen_words(process, activity))


def foreseen_words(process: Process, activity: Activity) -> str:
    """Say in which spans phases let people do something."""
    spans = [
        _(
            "from %(first)s to %(last)s",
            first=full_moment(phase.opens_at),
            last=full_moment(phase.closes_at),
        )
        for phase in process.phases
        if activity in phase.opens
    ]
    if not spans:
        return _("No phase of this consultation opens it.")
    return _("Phases open it %(spans)s.", spans=", ".join(spans))


def can_take_part(
    person: Person | None, process: Process, activity: Activity, at: datetime
) -> Verdict:
    """Whether a person may do something in a consultation now; the pact is asked apart."""
    opened, known = is_open_for(process, activity, at), is_known(person)
    if not opened:
        return opened
    if person is None or not known:
        return known
    return old_enough(person, process.minimum_age, at)


def can_accept_pact(person: Person | None, process: Process) -> Verdict:
    """Anyone who may contribute, while the consultation is under way."""
    if process.state is not State.PUBLISHED:
        return no(_("A pact is accepted while its consultation is under way."))
    return is_known(person)


def can_start_process(person: Person | None) -> Verdict:
    """Only administrators open a new consultation."""
    if person is None or not person.is_administrator or person.suspended:
        return no(_("Only an administrator can start a consultation."))
    return YES


def can_set_up(person: Person | None, process: Process) -> Verdict:
    """Planners and administrators decide texts, phases and staff."""
    if not works_as(person, process, Role.PLANNER):
        return no(_("Only planners and administrators can change a consultation."))
    return YES


def can_change(person: Person | None, process: Process) -> Verdict:
    """What is closed stays as it was."""
    if process.state is State.CLOSED:
        return no(_("A closed consultation stays as it was."))
    return can_set_up(person, process)


def can_delete_phase(person: Person | None, phase: Phase, at: datetime) -> Verdict:
    """What people may already have done something in is not taken away."""
    if phase.process.state is not State.DRAFT and phase.opens_at <= at:
        return no(_("This phase has begun: change when it closes instead."))
    return can_change(person, phase.process)


def publishing_objections(process: Process) -> Sequence[Words]:
    """What is missing before a consultation can be read by everyone."""
    missing: list[Words] = []
    if not any(process.title.values()) or not any(process.question.values()):
        missing.append(_("It has no title or no question."))
    if not any(process.who_decides.values()) or not any(process.can_change.values()):
        missing.append(_("It does not say who decides, or what can change."))
    if not process.phases:
        missing.append(_("It has no phase."))
    if pact_of(process) is None:
        missing.append(_("It has no pact."))
    return missing


def can_publish(person: Person | None, process: Process) -> Verdict:
    """A draft is published when nothing is missing."""
    if process.state is not State.DRAFT:
        return no(_("Only a draft can be published."))
    missing = publishing_objections(process)
    if missing:
        return no(" ".join(str(words) for words in missing))
    return can_set_up(person, process)


def can_close(person: Person | None, process: Process) -> Verdict:
    """Nothing is closed without a published report of what was heard and what was decided."""
    if process.state is not State.PUBLISHED:
        return no(_("Only a published consultation can be closed."))
    allowed = can_set_up(person, process)
    if not allowed:
        return allowed
    if not published_reports.fill([process])[process.id]:
        return no(
            _(
                "Publish first a report of what was heard and what was decided: "
                "a consultation is not closed without it."
            )
        )
    objections = closing_objections.fill([process])[process.id]
    if objections:
        return no(" ".join(str(words) for words in objections))
    return YES
