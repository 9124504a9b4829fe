"""Who decides what everyone can read, in words."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person
from consult.contributions import Contribution, State
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.moderation.models import Decision
from consult.moderation.queries import reach_of
from consult.processes import Process


def can_moderate(person: Person | None, process: Process) -> Verdict:
    """Whether someone may open the queue of a consultation."""
    if person is None:
        return no(_("Sign in to go on."))
    if reach_of(person, process) is None:
        return no(_("Only the moderators of this consultation can open this page."))
    return YES


def can_decide(person: Person, contribution: Contribution) -> Verdict:
    """Moderators decide in their zones, and never on what they wrote themselves."""
    reach = reach_of(person, contribution.process)
    if reach is None:
        return no(_("Only the moderators of this consultation can decide on it."))
    if not reach.covers(contribution):
        return no(_("It comes from a zone that is not yours: its moderators decide on it."))
    if contribution.voice.person_id == person.id:
        return no(_("You wrote it yourself: another moderator decides on it."))
    if contribution.state is State.WITHDRAWN:
        return no(_("Its author has withdrawn it."))
    return YES


def can_undo(person: Person, decision: Decision, at: datetime) -> Verdict:
    """A moderator takes back their own slip, while nobody has been told of it."""
    if decision.by_id != person.id:
        return no(_("Only who decided can undo it. You can decide otherwise."))
    if not decision.can_be_undone(at):
        return no(
            _("It is too late to undo it: the author has been told. You can decide otherwise.")
        )
    return YES
