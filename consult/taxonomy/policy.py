"""Who may change a plan's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no

if TYPE_CHECKING:
    from consult.kernel.access import Visitor


def can_edit_plan(person: Visitor | None) -> Verdict:
    """An administrator, and nobody else."""
    if person is None:
        return no(_("Sign in to change the plan's words."))
    if not person.is_administrator:
        return no(_("Only an administrator can change the plan's words."))
    return YES
