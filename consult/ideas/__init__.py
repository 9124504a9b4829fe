"""Ideas that people submit online."""

from consult.ideas.commands import IdeaDraft, OutsideTerritoryError, submit_idea
from consult.ideas.facts import idea_submitted
from consult.ideas.narrowing import on_platforms, reached
from consult.ideas.policy import can_submit_idea, is_collecting_ideas
from consult.ideas.slots import desk_actions, idea_actions, idea_url
from consult.ideas.thread import thread_of

__all__ = [
    "IdeaDraft",
    "OutsideTerritoryError",
    "can_submit_idea",
    "desk_actions",
    "idea_actions",
    "idea_submitted",
    "idea_url",
    "is_collecting_ideas",
    "on_platforms",
    "reached",
    "submit_idea",
    "thread_of",
]
