"""Who may submit an idea, and when, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.accounts import Person, is_known
from consult.contributions import Contribution, State
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.kernel.times import day_time
from consult.processes import Activity, Process, can_take_part, is_open_for
from consult.processes import State as Life


def can_submit_idea(person: Person | None, process: Process, at: datetime) -> Verdict:
    """A person of age, not suspended, while a phase collects ideas."""
    return can_take_part(person, process, Activity.SUBMIT_IDEAS, at)


def is_collecting_ideas(process: Process, at: datetime) -> Verdict:
    """Whether ideas are being collected at all, whoever asks."""
    return is_open_for(process, Activity.SUBMIT_IDEAS, at)


def edit_until(idea: Contribution) -> datetime:
    """Until when its author may change an idea that nobody gave back."""
    return idea.submitted_at + timedelta(hours=idea.process.edit_hours)


def can_edit_idea(person: Person | None, idea: Contribution, at: datetime) -> Verdict:
    """Its author: for some hours after sending it, or when a moderator gave it back."""
    own = _is_their_own(person, idea)
    if not own:
        return own
    if idea.process.state is not Life.PUBLISHED:
        return no(_("This consultation is closed: what was said in it stays as it was."))
    if idea.state is State.RETURNED:
        return YES
    if idea.state not in {State.WAITING, State.PUBLISHED}:
        return no(_("What is not published any more cannot be changed."))
    if at >= edit_until(idea):
        return no(_("It could be changed until %(moment)s.", moment=day_time(edit_until(idea))))
    return YES


def can_withdraw_idea(person: Person | None, idea: Contribution) -> Verdict:
    """Its author, at any time: a consent can always be taken back."""
    own = _is_their_own(person, idea)
    if own and idea.state is State.WITHDRAWN:
        return no(_("It is withdrawn already."))
    return own


def _is_their_own(person: Person | None, idea: Contribution) -> Verdict:
    known = is_known(person)
    if not known:
        return known
    if person is None or idea.voice.person_id != person.id:
        return no(_("Only its author can do this."))
    return YES


@dataclass(frozen=True, slots=True)
class OwnButtons:
    """What an author can do with an idea, or why not."""

    edit: Verdict
    withdraw: Verdict


def own_buttons(person: Person | None, idea: Contribution, at: datetime) -> OwnButtons | None:
    """Return what its author can do with an idea; nothing for anybody else."""
    if person is None or idea.voice.person_id != person.id:
        return None
    return OwnButtons(can_edit_idea(person, idea, at), can_withdraw_idea(person, idea))
