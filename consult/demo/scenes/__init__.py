"""Everything that happens in a demo, as scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.demo.scenes.choices import choice_scenes
from consult.demo.scenes.consultation import consultation_scenes
from consult.demo.scenes.desk import desk_scenes
from consult.demo.scenes.editions import edition_scenes
from consult.demo.scenes.interviews import interview_scenes
from consult.demo.scenes.map import map_scenes
from consult.demo.scenes.people import people_scenes
from consult.demo.scenes.projects import project_scenes
from consult.demo.scenes.questions import question_scenes
from consult.demo.scenes.tables import table_scenes
from consult.demo.scenes.talk import talk_scenes
from consult.demo.scenes.voices import voice_scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.demo.story import Scene, Story


def scenes_of(story: Story) -> Iterator[Scene]:
    """Return the scenes of a story; those of one moment in the order they can happen in."""
    yield from consultation_scenes(story)
    yield from people_scenes(story)
    yield from voice_scenes(story)
    yield from question_scenes(story)
    yield from talk_scenes(story)
    yield from desk_scenes(story)
    yield from map_scenes(story)
    yield from project_scenes(story)
    yield from edition_scenes(story)
    yield from choice_scenes(story)
    yield from table_scenes(story)
    yield from interview_scenes(story)


__all__ = ["scenes_of"]
