"""Who keeps the codebook, marks passages, takes marks off, and settles where coders disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.guides import can_open_interviews
from consult.interviews import Interview, can_code_interview
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Process, State

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.coding.models import Code, Mark


def can_read_codebook(person: Person | None, process: Process) -> Verdict:
    """Whoever works with interviews."""
    return can_open_interviews(person, process)


def can_keep_codebook(person: Person | None, process: Process) -> Verdict:
    """Whoever works with interviews, until the consultation is closed."""
    allowed = can_open_interviews(person, process)
    if not allowed:
        return allowed
    if process.state is State.CLOSED:
        return no(_("A closed consultation stays as it was."))
    return YES


def can_mark(person: Person | None, interview: Interview, code: Code) -> Verdict:
    """Whoever codes the interview, with a code of its codebook that is not retired."""
    allowed = can_code_interview(person, interview)
    if not allowed:
        return allowed
    if code.process_id != interview.process_id or code.retired_at is not None:
        return no(_("There is no such code."))
    if not code.is_codable:
        return no(_("This code only holds others: choose one of them."))
    return YES


def can_change_mark(person: Person | None, interview: Interview, mark: Mark) -> Verdict:
    """Who put it there."""
    allowed = can_code_interview(person, interview)
    if not allowed:
        return allowed
    if person is None or mark.coder_id != person.id:
        return no(_("You change only your own marks; where you disagree, settle it."))
    return YES


def can_settle(person: Person | None, interview: Interview) -> Verdict:
    """Whoever codes the interview: two coders settle it between them."""
    return can_code_interview(person, interview)
