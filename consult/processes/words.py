"""Roles, activities and states as people read them."""

from __future__ import annotations

from consult.kernel.i18n import Words, _l
from consult.processes.models import Activity, Role, State

ROLES: dict[Role, Words] = {
    Role.FACILITATOR: _l("Facilitator"),
    Role.MODERATOR: _l("Moderator"),
    Role.CURATOR: _l("Curator of the idea map"),
    Role.PLANNER: _l("Planning office"),
}

ACTIVITIES: dict[Activity, Words] = {
    Activity.SUBMIT_IDEAS: _l("Write ideas"),
    Activity.COMMENT: _l("Comment on ideas"),
    Activity.SUPPORT: _l("Support ideas"),
    Activity.TAKE_STANCES: _l("Take a stance on sentences"),
    Activity.TABLES: _l("Sit at the territorial tables"),
    Activity.INTERVIEWS: _l("Be heard in interviews"),
    Activity.CHOOSE: _l("Vote"),
    Activity.CANDIDATE_PROJECTS: _l("Follow the candidate projects"),
}

STATES: dict[State, Words] = {
    State.DRAFT: _l("Draft: only its staff can see it"),
    State.PUBLISHED: _l("Published"),
    State.CLOSED: _l("Closed"),
}
