"""Opening accounts: the staff when they are named, everyone else just before they first speak."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from consult.accounts import Person, Profile, Tie, introduce, meet
from consult.demo.story import Scene, Story
from consult.territory import home_territory, municipality_named, today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.demo.world import Player

BEFORE_SPEAKING = timedelta(minutes=9)


def people_scenes(story: Story) -> Iterator[Scene]:
    """Open the account of everyone who holds no post."""
    speaks: dict[str, str] = {}
    for saying in story.world.sayings:
        earlier = max(saying.sent, speaks.get(saying.by, saying.sent), key=story.calendar.age)
        speaks[saying.by] = earlier
    for key, player in story.world.people.items():
        if player.posts or player.administrator:
            continue
        at = story.calendar.before(speaks[key]) - BEFORE_SPEAKING
        yield Scene(f"person {key}", at, key, partial(open_account, player))


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
