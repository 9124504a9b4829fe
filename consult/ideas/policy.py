"""Who may submit an idea, and when, in words."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person, old_enough
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Activity, Process, State


def can_submit_idea(person: Person | None, process: Process, at: datetime) -> Verdict:
    """A person of age, not suspended, while a phase collects ideas."""
    collecting = is_collecting_ideas(process, at)
    if not collecting:
        return collecting
    if person is None:
        return no(_("Sign in to write your idea."))
    if person.suspended:
        return no(_("Your account is suspended."))
    return old_enough(person, process.minimum_age, at)


def is_collecting_ideas(process: Process, at: datetime) -> Verdict:
    """Whether ideas are being collected at all, whoever asks."""
    if process.state is State.CLOSED:
        return no(_("This consultation is closed: its ideas can be read."))
    if process.phase_open_for(Activity.SUBMIT_IDEAS, at) is None:
        return no(_("This consultation is not collecting ideas now."))
    return YES
