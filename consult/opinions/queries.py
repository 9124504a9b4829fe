"""Reads: the last look at a question, what was answered, and which questions to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from consult.kernel.db import db
from consult.opinions.models import OpinionRun
from consult.processes import Process
from consult.voting import Question, Stance, Statement, StatementState, Value, can_see_results

BATCH = 10_000


class Answer(NamedTuple):
    """Which voice said what to which statement."""

    voice_id: int
    statement_id: int
    value: Value


def last_run(question: Question, *, judged: bool = False) -> OpinionRun | None:
    """Return the last look at a question; with `judged` the last that asked if groups are real."""
    query = select(OpinionRun).where(OpinionRun.question_id == question.id)
    if judged:
        query = query.where(OpinionRun.judged)
    return db.session.scalars(query.order_by(OpinionRun.id.desc()).limit(1)).one_or_none()


def answers_to(question_id: int) -> Iterator[Answer]:
    """Return every stance on a question's statements, by voice, some thousand at a time."""
    rows = db.session.execute(
        select(Stance.voice_id, Stance.statement_id, Stance.value)
        .join(Statement, Statement.id == Stance.statement_id)
        .where(Statement.question_id == question_id)
        .order_by(Stance.voice_id, Stance.statement_id)
        .execution_options(yield_per=BATCH)
    )
    for row in rows:
        yield Answer(row[0], row[1], row[2])


def hidden_statements(question_id: int) -> set[int]:
    """Return the ids of the statements of a question that moderation hides."""
    return set(
        db.session.scalars(
            select(Statement.id).where(
                Statement.question_id == question_id, Statement.state != StatementState.PUBLISHED
            )
        )
    )


def due_questions(at: datetime) -> list[tuple[int, bool]]:
    """Return the questions answered since they were last looked at, or never judged though told.

    With each comes whether its groups are to be judged: only once its answers are told.
    """
    counted = (
        select(Statement.question_id, func.sum(Statement.answers).label("answers"))
        .group_by(Statement.question_id)
        .having(func.sum(Statement.answers) > 0)
        .subquery()
    )
    rows = db.session.execute(
        select(Question, counted.c.answers)
        .join(counted, counted.c.question_id == Question.id)
        .options(joinedload(Question.process).options(selectinload(Process.phases)))
        .order_by(Question.id)
    ).all()
    due = []
    for question, answers in rows:
        told = bool(can_see_results(question.process, question, at))
        last = last_run(question)
        if last is None or last.answers != answers or (told and not last.judged):
            due.append((question.id, told))
    return due
