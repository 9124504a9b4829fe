"""Ideas that people submit online."""

from consult.ideas.commands import (
    IdeaDraft,
    OutsideTerritoryError,
    edit_idea,
    submit_idea,
    withdraw_idea,
)
from consult.ideas.facts import idea_submitted
from consult.ideas.narrowing import on_platforms, reached
from consult.ideas.policy import (
    can_edit_idea,
    can_submit_idea,
    can_withdraw_idea,
    is_collecting_ideas,
)
from consult.ideas.slots import desk_actions, idea_actions, idea_url
from consult.ideas.thread import thread_of

__all__ = [
    "IdeaDraft",
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
    "on_platforms",
    "reached",
    "submit_idea",
    "thread_of",
    "withdraw_idea",
]
