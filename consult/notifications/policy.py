"""Who may follow what."""

from __future__ import annotations

from consult.accounts import Person
from consult.contributions import Contribution
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no


def can_follow(person: Person | None, contribution: Contribution, *, own: bool) -> Verdict:
    """Anyone with an account follows what everyone can read; its author hears of it anyway."""
    if person is None:
        return no(_("Sign in to follow an idea."))
    if not contribution.is_public:
        return no(_("One follows what everyone can read."))
    if own:
        return no(_("This is your own idea: you hear of it anyway."))
    return YES
