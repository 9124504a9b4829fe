"""Publishing the map: numbered versions, each with its notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consult.demo.story import Scene, Story
from consult.editions import MapVersion, publish_map
from consult.processes import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.demo.world import EditionStory


def edition_scenes(story: Story) -> Iterator[Scene]:
    """Publish each version of the map after the last."""
    curator = story.world.who(Role.CURATOR).key
    for last, told in enumerate(story.world.editions):
        at, act = story.calendar.before(told.at), partial(_publish, story, told, last)
        yield Scene(f"edition {last + 1}", at, curator, act)


def _publish(story: Story, told: EditionStory, last: int) -> MapVersion:
    curator = story.person(story.world.who(Role.CURATOR).key)
    return publish_map(curator, story.process(), told.notes, last)
