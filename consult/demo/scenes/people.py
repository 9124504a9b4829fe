"""Opening accounts: the staff when they are named, everyone else just before they first speak."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from consult.accounts import Person, Profile, Tie, introduce, meet
from consult.demo.story import Scene, Story
from consult.processes import Activity
from consult.territory import home_territory, municipality_named, today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from consult.demo.players import Player

BEFORE_SPEAKING = timedelta(minutes=9)
# Who says nothing of their own comes in the first days, one after another.
FIRST_CAME = timedelta(hours=3)
BETWEEN_ARRIVALS = timedelta(minutes=37)


def people_scenes(story: Story) -> Iterator[Scene]:
    """Open the account of everyone who holds no post."""
    for key, at in arrivals(story).items():
        player = story.world.people[key]
        yield Scene(f"person {key}", at, key, partial(open_account, player))


def arrivals(story: Story) -> dict[str, datetime]:
    """When everyone who holds no post opens their account."""
    spoke: dict[str, datetime] = {}
    for saying in story.world.sayings:
        at = story.calendar.before(saying.sent)
        spoke[saying.by] = min(at, spoke.get(saying.by, at))
    came = max(
        story.calendar.after(phase.opens)
        for phase in story.world.phases
        if Activity.SUBMIT_IDEAS in phase.activities
    )
    came += FIRST_CAME
    found: dict[str, datetime] = {}
    for key, player in story.world.people.items():
        if player.posts or player.administrator:
            continue
        if key in spoke:
            found[key] = spoke[key] - BEFORE_SPEAKING
        else:
            found[key] = came
            came += BETWEEN_ARRIVALS
    return found


def open_account(player: Player) -> Person:
    """Make an account, and say of its owner what the story says."""
    person = meet(player.email, player.language)
    present(person, player)
    return person


def present(person: Person, player: Player) -> None:
    """Say of a person what the story says of them."""
    introduce(
        person,
        Profile(
            display_name=player.name,
            language=player.language,
            municipality=municipality_named(home_territory(), player.place, today()),
            tie=Tie(player.tie),
            birth_year=player.born,
        ),
    )
