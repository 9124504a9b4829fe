"""Ideas that people submit online."""

from consult.ideas.commands import (
    IdeaDraft,
    OutsideTerritoryError,
    edit_idea,
    submit_idea,
    withdraw_idea,
)
from consult.ideas.facts import idea_submitted
from consult.ideas.filters import FILTER_KEYS, IdeaFilters, read_filters
from consult.ideas.narrowing import on_platforms, reached, reaches
from consult.ideas.policy import (
    can_edit_idea,
    can_submit_idea,
    can_withdraw_idea,
    is_collecting_ideas,
)
from consult.ideas.slots import desk_actions, idea_actions, idea_url, list_links
from consult.ideas.thread import thread_of

__all__ = [
    "FILTER_KEYS",
    "IdeaDraft",
    "IdeaFilters",
    "OutsideTerritoryError",
    "can_edit_idea",
    "can_submit_idea",
    "can_withdraw_idea",
    "desk_actions",
    "edit_idea",
    "idea_actions",
    "idea_submitted",
    "idea_url",
    "is_collecting_ideas",
    "list_links",
    "on_platforms",
    "reached",
    "reaches",
    "read_filters",
    "submit_idea",
    "thread_of",
    "withdraw_idea",
]
