"""What keeps the moderators busy: texts sent back, reports, second looks, double checks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.contributions import Voice
from consult.demo.story import Scene, Story
from consult.discussion import Comment
from consult.docket import Check, Verb, open_checks
from consult.kernel.db import db
from consult.moderation import (
    Hiding,
    ReportDraft,
    answer_check,
    ask_second_look,
    give_back_subject,
    report_subject,
    subject_of,
    subject_with,
)
from consult.processes import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.accounts import Person
    from consult.demo.deskwork import LookStory, ReportStory, ReturnStory
    from consult.moderation import Decision, Report, SecondLook, Subject

UNDECIDED = 0


def desk_scenes(story: Story) -> Iterator[Scene]:
    """Let moderators ask for changes, readers report, and authors ask for another look.

    Now and then each moderator takes again what was drawn of the others' decisions.
    """
    before, desk = story.calendar.before, story.world.desk
    moderator = story.world.who(Role.MODERATOR).key
    said = {saying.key: saying.by for saying in story.world.sayings}
    for back in desk.returned:
        yield Scene(f"back {back.idea}", before(back.at), moderator, partial(_back, story, back))
    for report in desk.reports:
        name = f"report {report.idea or report.comment} {report.by}"
        yield Scene(name, before(report.at), report.by, partial(_report, story, report))
    for look in desk.second_looks:
        by, name = said[look.idea], f"look {look.idea}"
        yield Scene(name, before(look.at), by, partial(_look, story, look, by))
    for sitting, at in enumerate(desk.checks.at):
        for player in story.world.all_who(Role.MODERATOR):
            act = partial(_check, story, player.key)
            yield Scene(f"checks {sitting} {player.key}", before(at), player.key, act)


def _back(story: Story, told: ReturnStory) -> Decision:
    moderator = story.person(story.world.who(Role.MODERATOR).key)
    return give_back_subject(moderator, _idea(story, told.idea), told.note, UNDECIDED)


def _report(story: Story, told: ReportStory) -> Report:
    person = story.person(told.by)
    subject = _idea(story, told.idea) if told.idea else _comment(person, told.comment)
    return report_subject(person, subject, ReportDraft(told.reason, told.note))


def _comment(person: Person, place: int) -> Subject:
    """Find a recent comment of somebody else."""
    query = (
        select(Comment.id)
        .join(Voice, Voice.id == Comment.voice_id)
        .where(Voice.person_id != person.id)
        .order_by(Comment.id.desc())
    )
    return subject_with("comment", db.session.scalars(query.offset(place).limit(1)).one())


def _look(story: Story, told: LookStory, by: str) -> SecondLook:
    return ask_second_look(story.person(by), _idea(story, told.idea), told.why)


def _check(story: Story, by: str) -> None:
    """Take again all that is drawn of the others' decisions, as they did but for a few."""
    person, told = story.person(by), story.world.desk.checks
    for check in open_checks(story.process(), person):
        place = db.session.scalar(select(func.count(Check.id)).where(Check.id < check.id))
        publishes = (check.decision.verb is Verb.PUBLISHED) is not (place in told.otherwise)
        answer_check(person, check, None if publishes else Hiding(told.reason))


def _idea(story: Story, key: str) -> Subject:
    return subject_of(story.contribution(key))
