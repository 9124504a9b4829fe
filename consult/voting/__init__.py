"""Supports, stances and formal choices: one person, one vote per rule."""

from consult.voting.commands import support, withdraw_support
from consult.voting.facts import (
    question_closed,
    question_opened,
    statement_hidden,
    statement_proposed,
    statement_published,
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
    "Stance",
    "Statement",
    "StatementState",
    "Support",
    "Value",
    "backing_of",
    "can_support",
    "question_closed",
    "question_opened",
    "recount_supports",
    "statement_hidden",
    "statement_proposed",
    "statement_published",
    "support",
    "supporters_of",
    "supports_visible",
    "withdraw_support",
]
