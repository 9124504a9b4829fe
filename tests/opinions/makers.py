"""Makers of this room's stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consult.contributions import voice_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.opinions.jobs import look_at_question
from consult.processes import Process
from consult.voting import Stance, Value
from tests.makers import a_person
from tests.voting.makers import a_question, a_statement

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.kernel.db import Model
    from consult.voting import Question

SIDES = {1: Value.AGREE, 0: Value.NEITHER, -1: Value.DISAGREE}


def answered_question(
    curator: Person, process: Process, people: int = 24, statements: int = 9
) -> tuple[Question, list[Person]]:
    """A question on which two camps of equal size stand apart, but for its first statement."""
    question = a_question(curator, process)
    asked = [a_statement(curator, question, f"Statement {number}.") for number in range(statements)]
    crowd = [a_person(f"Voice {number}") for number in range(people)]
    for number, person in enumerate(crowd):
        voice = voice_of(person)
        for place, statement in enumerate(asked):
            if (number + 3 * place) % 11 == 10:
                continue
            side = 1 if number % 2 == place % 2 or place == 0 else -1
            if (number * 7 + place * 5) % 13 == 0 and place:
                side = -side
            answer(statement, voice.id, SIDES[side])
    db.session.flush()
    return question, crowd


def looked_at(question: Question, *others: Model, judge: bool = True) -> list[Any]:
    """Look at a question as the job does, and give it back as it is then, with other things."""
    things = [(type(one), one.id) for one in (question, *others)]
    process_id = question.process_id
    db.end_write(keep=True)
    look_at_question(question_id=things[0][1], judge=judge)
    return again(things, process_id)


def again(things, process_id):
    """Give things back as the story goes on writing."""
    db.forget()
    db.begin_write()
    db.session.get_one(Process, process_id)
    return [db.session.get_one(kind, number) for kind, number in things]


def answer(statement, voice_id, value):
    """A stance as the command takes it, without its rules."""
    db.session.add(Stance(statement_id=statement.id, voice_id=voice_id, value=value, at=now()))
    statement.answers += 1
    statement.agreeing += value is Value.AGREE
    statement.disagreeing += value is Value.DISAGREE
