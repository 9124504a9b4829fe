"""Who may take files in, and let them go again."""

from __future__ import annotations

from dataclasses import dataclass

from consult.accounts import Person
from consult.exchange.models import Import
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Process, can_set_up
from consult.processes import State as ProcessState


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs the machine, from its command line: no person of the site."""


OPERATOR = Operator()


def can_import(actor: Person | Operator | None, process: Process) -> Verdict:
    """Planners and administrators, until the consultation is closed."""
    if process.state is ProcessState.CLOSED:
        return no(_("A closed consultation stays as it was."))
    return YES if isinstance(actor, Operator) else can_set_up(actor, process)


def can_undo(actor: Person | Operator | None, made: Import, process: Process) -> Verdict:
    """Whoever may import; while a job is at work, only after it has ended or was broken off."""
    allowed = can_import(actor, process)
    if not allowed:
        return allowed
    return YES if made.can_be_undone else no(_("This import cannot be undone now."))
