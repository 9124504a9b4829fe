"""Setting the consultation up: its texts, phases, pact and staff."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from consult.accounts import create_admin
from consult.demo.scenes.people import open_account, present
from consult.demo.story import Scene, Story
from consult.kernel.i18n import text
from consult.processes import (
    PhaseDraft,
    Process,
    ProcessDraft,
    add_phase,
    name_staff,
    publish_pact,
    publish_process,
    start_process,
)
from consult.taxonomy import get_cycle, territory_of
from consult.territory import get_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.demo.players import Player, Post
    from consult.demo.world import PhaseStory

# The staff is named the day after the start, one every few minutes.
STAFF_AFTER = timedelta(days=1)
BETWEEN_POSTS = timedelta(minutes=4)


def consultation_scenes(story: Story) -> Iterator[Scene]:
    """Start a draft, name its staff, and publish it when its first phase opens."""
    world, started = story.world, story.calendar.before(story.world.started)
    administrator = world.administrator.key
    yield Scene("consultation", started, administrator, partial(_start, story))
    posts = [(player, post) for player in world.cast for post in player.posts]
    for number, (player, post) in enumerate(posts):
        at = started + STAFF_AFTER + number * BETWEEN_POSTS
        name = f"post {player.key} {post.role}"
        yield Scene(name, at, administrator, partial(_name, story, player, post))
    opens = story.calendar.after(world.phases[0].opens)
    yield Scene("publication", opens, administrator, partial(_publish, story))


def _start(story: Story) -> Process:
    player = story.world.administrator
    actor = create_admin(player.email)
    present(actor, player)
    process = start_process(
        actor, get_cycle(story.cycle), ProcessDraft(slug=story.world.slug, texts=story.world.texts)
    )
    titles = {one["code"]: one["title"] for one in process.cycle.extras["phases"]}
    for phase in story.world.phases:
        add_phase(actor, process, _phase(story, phase, titles[phase.code]))
    publish_pact(actor, process, story.world.pact)
    return process


def _phase(story: Story, phase: PhaseStory, title: dict[str, str]) -> PhaseDraft:
    return PhaseDraft(
        title=title,
        opens_at=story.calendar.after(phase.opens),
        closes_at=story.calendar.after(phase.closes),
        summary=phase.summary,
        opens=phase.activities,
        code=phase.code,
    )


def _name(story: Story, player: Player, post: Post) -> None:
    process, administrator = story.process(), story.person(story.world.administrator.key)
    zone = get_zone(territory_of(process.cycle), post.zone) if post.zone else None
    open_account(player)
    name_staff(administrator, process, player.email, post.role, zone)


def _publish(story: Story) -> None:
    process = story.process()
    if not text(process.question):
        raise LookupError(process.slug)
    publish_process(story.person(story.world.administrator.key), process)
