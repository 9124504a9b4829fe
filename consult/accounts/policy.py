"""Who may do what with accounts, and who is old enough to take part."""

from __future__ import annotations

from datetime import datetime

from consult.accounts.models import Person
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no


def is_known(person: Person | None) -> Verdict:
    """Whether someone is signed in and may act: the first question of most policies above."""
    if person is None:
        return no(_("Sign in to go on."))
    if person.suspended:
        return no(_("Your account is suspended: you can read, but not take part."))
    return YES


def old_enough(person: Person, minimum_age: int, at: datetime) -> Verdict:
    """Whether a person reaches an age in the current year, as far as their year of birth tells.

    Only the year is asked, so who turns that age later in the year is let in.
    """
    if person.birth_year is None:
        return no(
            _(
                "Tell us the year you were born: one must be at least %(age)d to take part.",
                age=minimum_age,
            )
        )
    if at.year - person.birth_year < minimum_age:
        return no(_("You can take part from the year in which you turn %(age)d.", age=minimum_age))
    return YES


def can_suspend(actor: Person | None, person: Person) -> Verdict:
    """Only administrators suspend accounts and let them back in, and never their own."""
    if actor is None or not actor.is_administrator or actor.suspended:
        return no(_("Only an administrator can suspend an account."))
    if actor.id == person.id:
        return no(_("You cannot suspend your own account."))
    return YES
