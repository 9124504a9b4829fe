"""Who decides what everyone can read, in words."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person, is_known
from consult.contributions import State
from consult.docket import NOT_PUBLISHED, Check, Decision, Report, SecondLook, Subject, reach_of
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Process, Role, works_as


def can_moderate(person: Person | None, process: Process) -> Verdict:
    """Whether someone may open the queue of a consultation."""
    if person is None:
        return no(_("Sign in to go on."))
    if reach_of(person, process) is None:
        return no(_("Only the moderators of this consultation can open this page."))
    return YES


def can_decide(person: Person, subject: Subject, look: SecondLook | None = None) -> Verdict:
    """Moderators decide in their zones, never on what they wrote, never twice on the same.

    `look` is the author's wish for another moderator, if it waits for an answer.
    """
    reaches = can_curate(person, subject)
    if not reaches:
        return reaches
    if subject.is_by(person):
        return no(_("You wrote it yourself: another moderator decides on it."))
    if subject.state is State.WITHDRAWN:
        return no(_("Its author has withdrawn it."))
    if look is not None and look.answer_id is None and look.decision.by_id == person.id:
        return no(_("Its author asked for another moderator: somebody else decides this time."))
    return YES


def can_curate(person: Person, subject: Subject) -> Verdict:
    """Moderators link what says the same and mend themes, in their zones."""
    reach = reach_of(person, subject.process)
    if reach is None:
        return no(_("Only the moderators of this consultation can decide on it."))
    if not reach.covers(subject.place_id):
        return no(_("It comes from a zone that is not yours: its moderators decide on it."))
    return YES


def can_give_back(subject: Subject) -> Verdict:
    """What waits goes back to its author, where its kind can be changed at all."""
    if subject.kind.give_back is None:
        return no(_("Comments do not go back to their authors: publish it or not."))
    if subject.state is not State.WAITING:
        return no(_("Only what waits can go back to its author."))
    return YES


def can_transfer(subject: Subject) -> Verdict:
    """What waits can be passed on to the body that is competent for it."""
    if subject.state is not State.WAITING or subject.kind.give_back is None:
        return no(_("Only an idea that waits can be passed on to another body."))
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


def can_read_subject(person: Person | None, subject: Subject) -> Verdict:
    """Everyone reads what is public; its author and the staff of the process read the rest."""
    if subject.is_public or (person is not None and subject.is_by(person)):
        return YES
    if works_as(person, subject.process, Role.MODERATOR, Role.CURATOR, Role.PLANNER):
        return YES
    return no(_("There is no such thing to decide on."))


def can_report(person: Person | None, subject: Subject, own: Report | None) -> Verdict:
    """Anyone who signed in says once of what they read that it breaks a rule."""
    known = is_known(person)
    if person is None or not known:
        return known
    if not subject.is_public:
        return no(_("Nobody reads it any more: there is nothing to report."))
    if subject.is_by(person):
        return no(_("You wrote it yourself: you can withdraw it."))
    if own is not None:
        return no(_("You have reported it already. We write to you when it is decided."))
    return YES


def can_ask_again(
    person: Person | None, subject: Subject, decision: Decision | None, look: SecondLook | None
) -> Verdict:
    """The author of what was not published asks once that somebody else look at it."""
    if person is None or not subject.is_by(person):
        return no(_("Only its author can ask for a second look."))
    if look is not None:
        return no(_("You have asked for a second look already: there is one."))
    if subject.state is not State.HIDDEN or decision is None or decision.verb not in NOT_PUBLISHED:
        return no(_("A second look is for what was not published."))
    return YES


def can_check(person: Person, check: Check, subject: Subject) -> Verdict:
    """Another moderator takes a drawn decision again, once."""
    if check.at is not None:
        return no(_("Somebody has answered this double check already."))
    if check.decision.by_id == person.id:
        return no(_("You took this decision: somebody else checks it."))
    return can_decide(person, subject)
