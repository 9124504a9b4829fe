"""Who publishes the map, in words."""

from __future__ import annotations

from consult.accounts import Person
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Process, Role, works_as


def can_publish_map(person: Person | None, process: Process) -> Verdict:
    """Curators and planners publish a version of the map."""
    if not works_as(person, process, Role.CURATOR, Role.PLANNER):
        return no(_("Only curators and planners can publish a version of the map."))
    return YES
