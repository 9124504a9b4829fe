"""Who may stand behind what, and when, in words."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person, Tie
from consult.contributions import Contribution
from consult.kernel.db import db
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.kernel.times import day_time
from consult.processes import (
    Activity,
    Process,
    Role,
    can_take_part,
    is_open_for,
    works_as,
)
from consult.processes import State as ProcessState
from consult.territory import Municipality
from consult.voting.models import Choice, Electorate, Question, Statement


def can_support(
    person: Person | None,
    process: Process,
    contribution: Contribution,
    at: datetime,
    *,
    own: bool = False,
) -> Verdict:
    """A person of age, not suspended, while a phase opens supports, on others' public ideas."""
    if not contribution.is_public:
        return no(_("Supports open when everyone can read the idea."))
    allowed = can_take_part(person, process, Activity.SUPPORT, at)
    if allowed and own:
        return no(_("You wrote it: your voice is in it already."))
    return allowed


def can_withdraw_support(person: Person | None, process: Process, at: datetime) -> Verdict:
    """Whoever stands behind something may undo it, as long as supports are open."""
    return can_take_part(person, process, Activity.SUPPORT, at)


def can_read_changes(contribution: Contribution, *, supports: bool) -> Verdict:
    """Whoever stands behind what everyone can read says that they read it again, in any phase."""
    if not contribution.is_public:
        return no(_("Supports open when everyone can read the idea."))
    if not supports:
        return no(_("You do not support it."))
    return YES


def is_taking_stances(process: Process, question: Question, at: datetime) -> Verdict:
    """Whether a question takes answers at all, whoever asks."""
    if question.closed_at is not None:
        return no(_("This question is closed: you can read what was answered."))
    return is_open_for(process, Activity.TAKE_STANCES, at)


def can_take_stance(
    person: Person | None, process: Process, question: Question, at: datetime
) -> Verdict:
    """A person of age, not suspended, while a phase opens stances and the question is open."""
    opened = is_taking_stances(process, question, at)
    return opened and can_take_part(person, process, Activity.TAKE_STANCES, at)


def can_answer(
    person: Person | None, process: Process, question: Question, statement: Statement, at: datetime
) -> Verdict:
    """One answers what everyone can read."""
    if not statement.is_public:
        return no(_("This statement is not public."))
    return can_take_stance(person, process, question, at)


def can_propose(
    person: Person | None, process: Process, question: Question, at: datetime
) -> Verdict:
    """Who may answer may propose a statement too."""
    return can_take_stance(person, process, question, at)


def can_see_results(process: Process, question: Question, at: datetime) -> Verdict:
    """What was answered is shown when the question is closed, to everyone at once."""
    if question.closed_at is not None:
        return YES
    phases = [phase for phase in process.phases if Activity.TAKE_STANCES in phase.opens]
    if phases and all(phase.is_over(at) for phase in phases):
        return YES
    return no(_("What was answered is shown to everyone when the question closes."))


def can_ask(person: Person | None, process: Process) -> Verdict:
    """Curators and administrators open questions and write statements."""
    if not works_as(person, process, Role.CURATOR):
        return no(_("Only the curators of this consultation can open this page."))
    return YES


def can_arrange(person: Person | None, process: Process) -> Verdict:
    """Planners and administrators arrange formal choices, until the consultation is closed."""
    allowed = can_open_choices(person, process)
    if allowed and process.state is ProcessState.CLOSED:
        return no(_("This consultation is closed."))
    return allowed


def can_open_choices(person: Person | None, process: Process) -> Verdict:
    """Planners and administrators open the desk of formal choices."""
    if not works_as(person, process, Role.PLANNER):
        return no(_("Only planners and administrators arrange a formal choice."))
    return YES


def can_rearrange(
    person: Person | None, process: Process, choice: Choice, at: datetime, *, ballots: bool
) -> Verdict:
    """Once the first ballot is in, the rules of a vote do not change; nor when it is past."""
    allowed = can_arrange(person, process)
    if not allowed:
        return allowed
    if choice.is_withdrawn:
        return no(_("This vote was withdrawn before it opened."))
    if ballots:
        return no(_("Somebody has voted already: the rules stay as they are."))
    if choice.is_over(at):
        return no(_("Voting closed on %(moment)s.", moment=day_time(choice.closes_at)))
    return YES


def can_withdraw_choice(
    person: Person | None, process: Process, choice: Choice, at: datetime
) -> Verdict:
    """A vote can be taken back until the instant at which it opens."""
    allowed = can_arrange(person, process)
    if not allowed:
        return allowed
    if choice.is_withdrawn:
        return no(_("This vote was withdrawn before it opened."))
    if at >= choice.opens_at:
        return no(_("Voting has opened: it can no longer be withdrawn."))
    return YES


def is_voting_open(process: Process, choice: Choice, at: datetime) -> Verdict:
    """Whether ballots are taken now, whoever asks: between the vote's instants, within a phase."""
    if process.state is not ProcessState.PUBLISHED:
        return no(_("This consultation takes no votes."))
    if choice.is_withdrawn:
        return no(_("This vote was withdrawn before it opened."))
    if at < choice.opens_at:
        return no(_("Voting opens on %(moment)s.", moment=day_time(choice.opens_at)))
    if choice.is_over(at):
        return no(_("Voting closed on %(moment)s.", moment=day_time(choice.closes_at)))
    phase = is_open_for(process, Activity.CHOOSE, at)
    if not phase:
        return no(_("One votes only in a phase that opens votes. %(why)s", why=phase.reason))
    return YES


def can_vote(person: Person | None, process: Process, choice: Choice, at: datetime) -> Verdict:
    """A person of age, not suspended, of the electorate, while voting is open."""
    opened = is_voting_open(process, choice, at)
    allowed = opened and can_take_part(person, process, Activity.CHOOSE, at)
    if person is None or not allowed:
        return allowed
    if choice.electorate is Electorate.RESIDENTS and not _lives_there(person, process):
        return no(_("Only who lives in the territory of the plan votes here: see your profile."))
    return YES


def _lives_there(person: Person, process: Process) -> bool:
    """Whether a person declares to live in a municipality of the plan's territory."""
    if person.tie is not Tie.LIVES or person.municipality_id is None:
        return False
    place = db.session.get_one(Municipality, person.municipality_id)
    return place.territory_id == process.cycle.territory_id


def can_see_tally(choice: Choice, at: datetime) -> Verdict:
    """What was voted is told after closing, to everyone at once."""
    if choice.is_withdrawn:
        return no(_("This vote was withdrawn before it opened."))
    if choice.is_over(at):
        return YES
    return no(_("The result is read after voting closes."))
