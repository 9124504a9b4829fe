"""Who may read a contribution."""

from __future__ import annotations

from consult.accounts import Person
from consult.contributions.models import Contribution, PastVersion
from consult.contributions.voices import is_voice_of
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Role, works_as


def can_read(person: Person | None, contribution: Contribution) -> Verdict:
    """Everyone reads what is public; its author and the staff of the process read the rest."""
    if contribution.is_public:
        return YES
    if is_voice_of(contribution.voice, person):
        return YES
    staff = person is not None and works_as(
        person, contribution.process, Role.MODERATOR, Role.CURATOR, Role.PLANNER
    )
    return YES if staff else no(_("There is no such contribution."))


def can_read_past(person: Person | None, contribution: Contribution, past: PastVersion) -> Verdict:
    """Everyone reads what was public once; what was changed before is its author's and the staff's.

    `contribution` is one that the person may read.
    """
    published = contribution.published_at
    if contribution.is_public and published is not None and past.until > published:
        return YES
    hers = is_voice_of(contribution.voice, person)
    if hers or works_as(person, contribution.process, Role.MODERATOR, Role.CURATOR, Role.PLANNER):
        return YES
    return no(_("There is no such contribution."))
