"""Who reads guides, and who writes them, in words."""

from __future__ import annotations

from consult.accounts import Person
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Process, Role, State, works_as

TEAM = (Role.PLANNER, Role.FACILITATOR, Role.CURATOR)


def can_open_interviews(person: Person | None, process: Process) -> Verdict:
    """Planners, facilitators and curators have a desk of interviews."""
    if works_as(person, process, *TEAM):
        return YES
    return no(_("Only who interviews or codes for this consultation can open this desk."))


def can_keep_guides(person: Person | None, process: Process) -> Verdict:
    """Planners write guides, whom to hear, and what interviewees are asked."""
    if process.state is State.CLOSED:
        return no(_("A closed consultation stays as it was."))
    if not works_as(person, process, Role.PLANNER):
        return no(_("Only planners can change guides, consent and whom to hear."))
    return YES
