"""Building the demo's world: once, or what is missing of it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import select

from consult.demo.calendar import Calendar
from consult.demo.folders import plan_folder
from consult.demo.models import Episode
from consult.demo.policy import can_build
from consult.demo.scenes import scenes_of
from consult.demo.story import Story, begun
from consult.demo.world import read_world
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.policy import require
from consult.kernel.times import set_zone
from consult.taxonomy import load_plan


def build_demo(plan: str = "milan") -> None:
    """Fill the connected database with a plan, its people and what they said.

    Each scene is told once, in a transaction of its own: a second run does nothing, one after an
    interruption goes on from there, and what people did meanwhile stays. Raises `NotAllowedError`
    anywhere but in the demo.
    """
    require(can_build(current_config()))
    story = _open(plan)
    story.tell(scenes_of(story))


def _open(plan: str) -> Story:
    """Load the plan, and count the story's days from the first time that was done."""
    name = begun(plan)
    with db.transaction() as session:
        cycle = load_plan(plan_folder(plan))
        first = session.scalar(select(Episode).where(Episode.name == name))
        if first is None:
            first = Episode(name=name, at=now(), thing_id=cycle.id)
            session.add(first)
        set_zone(cycle.time_zone)
        calendar = Calendar(first.at, ZoneInfo(cycle.time_zone))
        return Story(plan, cycle.code, read_world(plan), calendar)
