"""What the curator asks of everyone, with the statements under each question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consult.demo.story import Scene, Story
from consult.kernel.db import db
from consult.processes import Role
from consult.voting import (
    Question,
    QuestionDraft,
    StatementDraft,
    close_question,
    open_question,
    write_statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.demo.world import QuestionStory


def question_scenes(story: Story) -> Iterator[Scene]:
    """Open each question with all its statements, and close those that have had their time."""
    curator = story.world.who(Role.CURATOR).key
    for told in story.world.questions:
        at = story.calendar.before(told.asked)
        yield Scene(f"question {told.key}", at, curator, partial(_ask, story, told))
        if told.closed:
            ends = story.calendar.before(told.closed)
            yield Scene(f"closing {told.key}", ends, curator, partial(_close, story, told))


def _ask(story: Story, told: QuestionStory) -> Question:
    curator = story.person(story.world.who(Role.CURATOR).key)
    question = open_question(curator, story.process(), QuestionDraft(told.title, told.note))
    for one in told.statements:
        code = story.contribution(one.idea).code if one.idea else ""
        write_statement(curator, question, StatementDraft(one.text, code))
    return question


def _close(story: Story, told: QuestionStory) -> None:
    curator = story.person(story.world.who(Role.CURATOR).key)
    question = db.session.get_one(Question, story.made(f"question {told.key}"))
    close_question(curator, question)
