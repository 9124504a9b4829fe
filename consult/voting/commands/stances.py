"""Answering a statement, and answering it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.audit import note_act
from consult.contributions import voice_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.processes import Process
from consult.voting.models import PassKind, Question, Stance, Statement, Value
from consult.voting.policy import can_answer

if TYPE_CHECKING:
    from consult.accounts import Person


def take_stance(
    person: Person, statement: Statement, value: Value, pass_kind: PassKind | None = None
) -> Stance:
    """Say where one stands on a statement; said again, it replaces what one said before.

    Raises `NotAllowedError` when stances are not open, the question is closed, the statement is
    not public or the person may not take part.
    """
    if pass_kind is not None and value is not Value.NEITHER:
        raise RefusedError(_("Only who takes no side says why not."))
    voice = voice_of(person)
    # Whoever answers the same statement waits here: the counts and the row change together.
    db.lock_row(statement)
    question = db.session.get_one(Question, statement.question_id)
    process = db.session.get_one(Process, question.process_id)
    require(can_answer(person, process, question, statement, now()))
    before = db.session.scalars(
        select(Stance).where(Stance.statement_id == statement.id, Stance.voice_id == voice.id)
    ).one_or_none()
    if before is not None and (before.value, before.pass_kind) == (value, pass_kind):
        return before
    _count(statement, None if before is None else before.value, -1)
    _count(statement, value, 1)
    stance = before or Stance(statement_id=statement.id, voice_id=voice.id)
    stance.value, stance.pass_kind, stance.at = value, pass_kind, now()
    db.session.add(stance)
    db.session.flush()
    note_act(person, "statement.answered", statement)
    return stance


def _count(statement: Statement, value: Value | None, by: int) -> None:
    """Count an answer more or less; the row is held."""
    if value is None:
        return
    statement.answers += by
    if value is Value.AGREE:
        statement.agreeing += by
    elif value is Value.DISAGREE:
        statement.disagreeing += by
