"""What the crowd does about what was said: it supports, comments, and takes stances."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.accounts import Person
from consult.contributions import Contribution
from consult.demo.models import Episode
from consult.demo.scenes.people import arrivals
from consult.demo.story import Scene, Story
from consult.demo.talk import SITTING, Crowd, Deed, comments, sittings, stances, supports
from consult.discussion import Comment, CommentDraft, write_comment
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.voting import Statement, Value, support, take_stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consult.processes import Process

# By then the newest idea has been public for a while, and the demo begins.
QUIET_BEFORE = timedelta(minutes=40)


def talk_scenes(story: Story) -> Iterator[Scene]:
    """Let the crowd act, a few hours at a time; its deeds keep the order they happen in."""
    world, calendar = story.world, story.calendar
    crowd = Crowd(arrivals(story), calendar.built - QUIET_BEFORE)
    public = {
        one.key: (one, calendar.before(one.read))
        for one in world.sayings
        if one.read and calendar.before(one.read) < crowd.until
    }
    backing = supports(public, crowd)
    deeds = [*backing, *comments(public, world.remarks, crowd, backing)]
    for question in world.questions:
        # Deeds are told some hours at a time: the last ones end before the question does.
        ends = calendar.before(question.closed) - SITTING if question.closed else crowd.until
        deeds += stances(question, calendar.before(question.asked), replace(crowd, until=ends))
    for name, together in sittings(deeds):
        last = together[-1]
        yield Scene(f"talk {name}", last.at, last.by, partial(_act, story, together))


def _act(story: Story, deeds: Sequence[Deed]) -> None:
    # Held, so that the session knows it all along: each deed looks at its phases.
    process = story.process()
    people, ideas = _people(story, deeds), _ideas(story, process, deeds)
    statements = _statements(story, deeds)
    for deed in deeds:
        person = people[deed.by]
        if deed.question:
            take_stance(person, statements[deed.question, deed.statement], Value(deed.value))
            continue
        idea = ideas[deed.idea]
        if deed.says:
            with speaking(idea.language):
                answered = _answered(idea, deed.answers) if deed.answers else None
                write_comment(person, idea, CommentDraft(deed.says, accepts_pact=True), answered)
        else:
            support(person, idea)


def _people(story: Story, deeds: Sequence[Deed]) -> dict[str, Person]:
    emails = {story.world.people[deed.by].email: deed.by for deed in deeds}
    found = db.session.scalars(select(Person).where(Person.email_key.in_(emails)))
    return {emails[person.email]: person for person in found}


def _ideas(story: Story, process: Process, deeds: Sequence[Deed]) -> dict[str, Contribution]:
    names = {story.named(f"idea {deed.idea}"): deed.idea for deed in deeds}
    rows = db.session.execute(
        select(Episode.name, Contribution)
        .join(Contribution, Contribution.id == Episode.thing_id)
        .where(Episode.name.in_(names), Contribution.process_id == process.id)
    )
    return {names[name]: idea for name, idea in rows}


def _statements(story: Story, deeds: Sequence[Deed]) -> dict[tuple[str, int], Statement]:
    found = {}
    for key in {deed.question for deed in deeds if deed.question}:
        query = select(Statement).where(
            Statement.question_id == story.made(f"question {key}"),
            Statement.written_by_id.is_not(None),
        )
        for place, statement in enumerate(db.session.scalars(query.order_by(Statement.id))):
            found[key, place] = statement
    return found


def _answered(idea: Contribution, says: str) -> Comment | None:
    query = select(Comment).where(Comment.contribution_id == idea.id, Comment.source == says)
    return db.session.scalars(query).first()
