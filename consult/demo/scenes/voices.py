"""What people say, online and at a table, and what the moderators decide on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consult.contributions import Channel, Contribution, ContributionDraft, record, voice_of
from consult.demo.sketch import sketch
from consult.demo.story import Scene, Story
from consult.files import store_photo
from consult.ideas import IdeaDraft, submit_idea
from consult.kernel.i18n import current_language
from consult.moderation import Decision, Hiding, hide_subject, publish_subject, subject_of
from consult.processes import Role
from consult.taxonomy import get_theme, territory_of
from consult.territory import municipality_named, today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.demo.world import Saying

UNDECIDED = 0


def voice_scenes(story: Story) -> Iterator[Scene]:
    """Say everything, and read what the moderators had time to read."""
    before, moderators = story.calendar.before, story.world.all_who(Role.MODERATOR)
    for number, saying in enumerate(story.world.sayings):
        moderator = moderators[number % len(moderators)].key
        say = _submit if saying.channel is Channel.ONLINE else _enter
        idea, decision = f"idea {saying.key}", f"decision {saying.key}"
        yield Scene(idea, before(saying.sent), saying.by, partial(say, story, saying))
        if saying.read:
            act = partial(_publish, story, saying, moderator)
            yield Scene(decision, before(saying.read), moderator, act)
        elif saying.hidden:
            act = partial(_hide, story, saying, moderator)
            yield Scene(decision, before(saying.hidden), moderator, act)


def _submit(story: Story, saying: Saying) -> Contribution:
    # Nobody waits for this transaction: the photo may be drawn inside it.
    photo = store_photo(sketch(saying.photo)) if saying.photo else None
    return submit_idea(
        story.person(saying.by),
        story.process(),
        IdeaDraft(
            title=saying.title,
            body=saying.body,
            place=saying.place,
            theme=saying.theme,
            accepts_pact=True,
            photos=((photo, saying.photo_text),) if photo else (),
        ),
    )


def _enter(story: Story, saying: Saying) -> Contribution:
    """Let the facilitator write down what somebody said at the table of the zone."""
    process = story.process()
    place = municipality_named(territory_of(process.cycle), saying.place, today())
    return record(
        voice_of(story.person(saying.by)),
        process,
        saying.channel,
        ContributionDraft(
            title=saying.title,
            body=saying.body,
            municipality_id=place.id if place else None,
            theme_id=get_theme(process.cycle, saying.theme).id,
            language=current_language(),
            evidence={"session": saying.session},
        ),
        entered_by=story.person(story.world.who(Role.FACILITATOR).key),
    )


def _publish(story: Story, saying: Saying, by: str) -> Decision:
    subject = subject_of(story.contribution(saying.key))
    return publish_subject(story.person(by), subject, UNDECIDED)


def _hide(story: Story, saying: Saying, by: str) -> Decision:
    subject = subject_of(story.contribution(saying.key))
    return hide_subject(story.person(by), subject, Hiding(saying.reason), UNDECIDED)
