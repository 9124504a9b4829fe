"""Every page of the site in each of its states, room by room."""

from tests.journeys.axe.entries import (
    accounts,
    arranging,
    demo,
    discussion,
    drafting,
    errors,
    home,
    ideamap,
    ideas,
    minutes,
    moderation,
    notifications,
    preparing,
    processes,
    projects,
    running,
    seats,
    tables,
    taxonomy,
    territory,
    voting,
    wall,
)

ROOMS = (
    accounts,
    arranging,
    demo,
    discussion,
    drafting,
    errors,
    home,
    ideamap,
    ideas,
    minutes,
    moderation,
    notifications,
    preparing,
    processes,
    projects,
    running,
    tables,
    seats,
    taxonomy,
    territory,
    voting,
    wall,
)
STATES = [state for room in ROOMS for state in room.STATES]

__all__ = ["STATES"]
