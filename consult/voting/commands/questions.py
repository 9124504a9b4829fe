"""Opening a question, writing and proposing statements, and letting people read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.audit import note_act
from consult.contributions import Contribution, State, voice_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, current_language
from consult.kernel.policy import require
from consult.kernel.text import clean_line
from consult.processes import Process, accept_pact, pact_to_accept
from consult.voting.facts import (
    question_closed,
    question_opened,
    statement_hidden,
    statement_proposed,
    statement_published,
)
from consult.voting.models import STATEMENT_LIMIT, Question, Statement, StatementState
from consult.voting.policy import can_ask, can_propose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult.accounts import Person


class NoTitleError(RefusedError):
    """A question asks something."""


class UnknownIdeaError(RefusedError):
    """A statement comes from a public idea of its own consultation, or from none."""


class PactNotAcceptedError(RefusedError):
    """The first thing that one says comes after accepting the pact, never before."""


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """What a curator asks, and a note to it, by language."""

    title: Mapping[str, str]
    note: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """One sentence, and the code of the idea it comes from, if any."""

    text: str
    idea_code: str = ""
    accepts_pact: bool = False


def open_question(person: Person, process: Process, draft: QuestionDraft) -> Question:
    """Open a question to everyone; raises `NotAllowedError` and `NoTitleError`."""
    require(can_ask(person, process))
    title = _worded(draft.title)
    if not title:
        raise NoTitleError(_("Write the question in one language at least."))
    question = Question(
        process_id=process.id,
        title=title,
        note=_worded(draft.note),
        opened_at=now(),
        opened_by_id=person.id,
    )
    db.session.add(question)
    db.session.flush()
    note_act(person, "question.opened", question)
    question_opened.announce(question)
    return question


def close_question(person: Person, question: Question) -> None:
    """Take no more answers and show what was answered, for good.

    Raises `NotAllowedError`, and `RefusedError` when it was closed already.
    """
    db.lock_row(question)
    require(can_ask(person, db.session.get_one(Process, question.process_id)))
    question.close(now())
    db.session.flush()
    note_act(person, "question.closed", question)
    question_closed.announce(question)


def write_statement(person: Person, question: Question, draft: StatementDraft) -> Statement:
    """Put a statement of the staff under a question, public at once."""
    require(can_ask(person, db.session.get_one(Process, question.process_id)))
    statement = _statement(question, draft)
    statement.written_by_id = person.id
    _add(statement)
    note_act(person, "statement.written", statement)
    publish_statement(statement)
    return statement


def propose_statement(person: Person, question: Question, draft: StatementDraft) -> Statement:
    """Take in a statement that a person proposes, to wait for a moderator.

    Raises `NotAllowedError`, `UnknownIdeaError`, and `PactNotAcceptedError` when the pact was
    accepted neither before nor with it.
    """
    process = db.session.get_one(Process, question.process_id)
    require(can_propose(person, process, question, now()))
    statement = _statement(question, draft)
    _accept(person, process, draft)
    statement.voice_id = voice_of(person).id
    _add(statement)
    note_act(person, "statement.proposed", statement)
    statement_proposed.announce(statement)
    return statement


def publish_statement(statement: Statement) -> None:
    """Let everyone read and answer a statement; the room that does it asks who may."""
    db.lock_row(statement)
    statement.publish(now())
    db.session.flush()
    statement_published.announce(statement)


def hide_statement(statement: Statement) -> None:
    """Keep a statement from readers; the room that does it asks who may."""
    db.lock_row(statement)
    statement.hide()
    db.session.flush()
    statement_hidden.announce(statement)


def put_statement_back(statement: Statement, before: StatementState) -> None:
    """Bring a statement back to the state it had before a decision that is undone."""
    if before is StatementState.PUBLISHED:
        publish_statement(statement)
        return
    if statement.is_public:
        hide_statement(statement)
    statement.state = before
    if before is StatementState.WAITING:
        statement.published_at = None
    db.session.flush()


def _statement(question: Question, draft: StatementDraft) -> Statement:
    text = clean_line(draft.text)
    if not text:
        raise RefusedError(_("Write the statement."), field="text")
    if len(text) > STATEMENT_LIMIT:
        raise RefusedError(
            _("A statement has %(max)d characters at most.", max=STATEMENT_LIMIT), field="text"
        )
    return Statement(
        question_id=question.id,
        text=text,
        language=current_language(),
        contribution_id=_idea(question, draft.idea_code),
        written_at=now(),
        state=StatementState.WAITING,
    )


def _idea(question: Question, code: str) -> int | None:
    """Return the id of the public idea with this code."""
    if not code.strip():
        return None
    found = db.session.scalar(
        select(Contribution.id).where(
            Contribution.process_id == question.process_id,
            Contribution.code == clean_line(code).upper(),
            Contribution.state == State.PUBLISHED,
        )
    )
    if found is None:
        raise UnknownIdeaError(_("No public idea here has this code."), field="idea_code")
    return found


def _accept(person: Person, process: Process, draft: StatementDraft) -> None:
    pact = pact_to_accept(person, process)
    if pact is None:
        return
    if not draft.accepts_pact:
        raise PactNotAcceptedError(
            _("Read the pact and accept it: it says what we do with your words."), field="pact"
        )
    accept_pact(person, process, pact.version)


def _add(statement: Statement) -> None:
    db.session.add(statement)
    db.session.flush()


def _worded(texts: Mapping[str, str]) -> dict[str, str]:
    worded = {language: clean_line(said) for language, said in texts.items()}
    return {language: said for language, said in worded.items() if said}
