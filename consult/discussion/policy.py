"""Who may comment, and when, in words."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person
from consult.contributions import Contribution
from consult.discussion.models import Comment, State
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Activity, Process, Role, can_take_part, works_as


def can_comment(
    person: Person | None,
    process: Process,
    contribution: Contribution,
    at: datetime,
    parent: Comment | None = None,
) -> Verdict:
    """A person of age, not suspended, while a phase opens comments, on what everyone can read."""
    if not contribution.is_public:
        return no(_("Comments open when everyone can read the idea."))
    if parent is not None and not parent.is_public:
        return no(_("The comment you answer is no longer public."))
    return can_take_part(person, process, Activity.COMMENT, at)


def can_withdraw(person: Person | None, comment: Comment, own_voice_id: int | None) -> Verdict:
    """Its author takes a comment away, unless a moderator has hidden it."""
    if person is None or comment.voice_id != own_voice_id:
        return no(_("Only who wrote a comment can withdraw it."))
    if comment.state not in {State.PUBLISHED, State.WAITING}:
        return no(_("This comment is no longer public."))
    return YES


def can_read_comment(person: Person | None, comment: Comment) -> Verdict:
    """Everyone reads what is public; its author and the moderators read the rest."""
    if comment.is_public and comment.contribution.is_public:
        return YES
    if person is not None and comment.voice.person_id == person.id:
        return YES
    if works_as(person, comment.contribution.process, Role.MODERATOR, Role.CURATOR, Role.PLANNER):
        return YES
    return no(_("There is no such comment."))
