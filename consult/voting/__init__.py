"""Supports, stances and formal choices: one person, one vote per rule."""

from consult.voting.asked import statements_with
from consult.voting.commands import (
    QuestionDraft,
    StatementDraft,
    close_question,
    hide_statement,
    open_question,
    propose_statement,
    publish_statement,
    put_statement_back,
    support,
    take_stance,
    withdraw_support,
    write_statement,
)
from consult.voting.facts import (
    question_closed,
    question_opened,
    statement_hidden,
    statement_proposed,
    statement_published,
    support_given,
)
from consult.voting.models import (
    PassKind,
    Question,
    Stance,
    Statement,
    StatementState,
    Support,
    Value,
)
from consult.voting.policy import can_support
from consult.voting.queries import backing_of, recount_supports, supporters_of, supports_visible

__all__ = [
    "PassKind",
    "Question",
    "QuestionDraft",
    "Stance",
    "Statement",
    "StatementDraft",
    "StatementState",
    "Support",
    "Value",
    "backing_of",
    "can_support",
    "close_question",
    "hide_statement",
    "open_question",
    "propose_statement",
    "publish_statement",
    "put_statement_back",
    "question_closed",
    "question_opened",
    "recount_supports",
    "statement_hidden",
    "statement_proposed",
    "statement_published",
    "statements_with",
    "support",
    "support_given",
    "supporters_of",
    "supports_visible",
    "take_stance",
    "withdraw_support",
    "write_statement",
]
