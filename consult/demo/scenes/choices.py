"""Formal choices: the planner arranges them, and the crowd votes day by day."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.accounts import Person
from consult.demo.scenes.people import arrivals
from consult.demo.story import Scene, Story
from consult.kernel.db import db
from consult.processes import Role
from consult.voting import (
    Choice,
    ChoiceDraft,
    OptionDraft,
    arrange_choice,
    cast_ballot,
    choices_in,
    votables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from consult.demo.world import ChoiceStory

FIRST_VOTE = timedelta(hours=2)
DAY = timedelta(days=1)


def choice_scenes(story: Story) -> Iterator[Scene]:
    """Arrange each vote, then let the crowd come to it, a few every day."""
    planner = story.world.who(Role.PLANNER).key
    for told in story.world.choices:
        at = story.calendar.before(told.arranged)
        yield Scene(f"choice {told.key}", at, planner, partial(_arrange, story, told))
        days = list(_days(story, told))
        voters = _voters(story, told)
        for place, on in enumerate(days):
            today = voters[place :: len(days)]
            if today:
                name = f"choice {told.key} votes {place}"
                yield Scene(name, on, today[0], partial(_vote, story, told, today))


def _days(story: Story, told: ChoiceStory) -> Iterator[datetime]:
    """A moment of each day of a vote, until it closes or the demo begins."""
    at = story.calendar.before(told.opens) + FIRST_VOTE
    while at < min(story.calendar.before(told.closes), story.calendar.built):
        yield at
        at += DAY


def _voters(story: Story, told: ChoiceStory) -> Sequence[str]:
    """Who votes, drawn by a fixed hand among those who were there by then."""
    opening = story.calendar.before(told.opens)
    there = sorted(key for key, at in arrivals(story).items() if at < opening)
    return random.Random(told.key).sample(there, min(told.voters, len(there)))


def _arrange(story: Story, told: ChoiceStory) -> Choice:
    process = story.process()
    offered = {(one.kind, one.id): one for one in votables.fill([process])[process.id]}
    things = [offered[told.kind, story.made(f"{told.kind} {key}")] for key in told.options]
    draft = ChoiceDraft(
        title=told.title,
        note=told.note,
        most=told.most,
        opens_at=story.calendar.before(told.opens),
        closes_at=story.calendar.before(told.closes),
        options=[OptionDraft(one.title, one.kind, one.id) for one in things],
    )
    return arrange_choice(story.person(story.world.who(Role.PLANNER).key), process, draft)


def _vote(story: Story, told: ChoiceStory, voters: Sequence[str]) -> None:
    # Held, so that the session knows it all along: each ballot looks at its rules.
    process, made = story.process(), story.made(f"choice {told.key}")
    choice = next(one for one in choices_in(process) if one.id == made)
    emails = {story.world.people[key].email: key for key in voters}
    people = db.session.scalars(
        select(Person).where(Person.email_key.in_(emails)).order_by(Person.id)
    )
    options = dict(zip(told.options, (option.id for option in choice.options), strict=True))
    for person in people:
        hand = random.Random(f"{told.key} {person.email}")
        liked = [key for key, share in told.options.items() if hand.uniform(0, 100) < share]
        chosen = hand.sample(liked, min(told.most, len(liked))) or [next(iter(told.options))]
        cast_ballot(person, choice, [options[key] for key in chosen])
