"""Who makes sense of what was said, in words."""

from __future__ import annotations

from consult.accounts import Person
from consult.contributions import Contribution
from consult.ideamap.models import Node
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.processes import Process, Role, works_as


def can_curate(person: Person | None, process: Process) -> Verdict:
    """Curators and administrators arrange the map."""
    if not works_as(person, process, Role.CURATOR):
        return no(_("Only the curators of this consultation can open this page."))
    return YES


def can_link(person: Person, process: Process, node: Node, contribution: Contribution) -> Verdict:
    """Only what everyone can read enters the map, and only that of its own consultation."""
    allowed = can_curate(person, process)
    if not allowed:
        return allowed
    if contribution.process_id != node.process_id:
        return no(_("It belongs to another consultation."))
    if not contribution.is_public:
        return no(_("Only what is published can be linked to a node."))
    return YES
