"""Makers of this room's stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.voting.commands import (
    QuestionDraft,
    StatementDraft,
    open_question,
    write_statement,
)
from tests.makers import in_every_language

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.processes import Process
    from consult.voting import Question, Statement


def a_question(
    curator: Person, process: Process, title: str = "How should the night be served?"
) -> Question:
    """A question that a curator opens to everyone."""
    return open_question(curator, process, QuestionDraft(in_every_language(title), {}))


def a_statement(
    curator: Person, question: Question, text: str = "Night buses should run until one."
) -> Statement:
    """A statement of the staff, public at once."""
    return write_statement(curator, question, StatementDraft(text))
