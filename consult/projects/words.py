"""What a project's parts and states are called."""

from __future__ import annotations

from consult.kernel.i18n import Words, _l
from consult.projects.models import Section, State

SECTIONS: dict[Section, Words] = {
    Section.PROBLEM: _l("Problem"),
    Section.OBJECTIVE: _l("Objective"),
    Section.ACTIONS: _l("Actions"),
}
STATES: dict[State, Words] = {
    State.DRAFT: _l("Draft"),
    State.CANDIDATE: _l("Candidate project"),
    State.SET_ASIDE: _l("Set aside"),
}
