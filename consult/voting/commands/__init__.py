"""The verbs of voting."""

from consult.voting.commands.choices import (
    ChoiceDraft,
    OptionDraft,
    UnsoundBallotError,
    UnsoundChoiceError,
    arrange_choice,
    cast_ballot,
    rearrange_choice,
)
from consult.voting.commands.questions import (
    NoTitleError,
    PactNotAcceptedError,
    QuestionDraft,
    StatementDraft,
    UnknownIdeaError,
    close_question,
    hide_statement,
    open_question,
    propose_statement,
    publish_statement,
    put_statement_back,
    write_statement,
)
from consult.voting.commands.stances import take_stance
from consult.voting.commands.supports import support, withdraw_support

__all__ = [
    "ChoiceDraft",
    "NoTitleError",
    "OptionDraft",
    "PactNotAcceptedError",
    "QuestionDraft",
    "StatementDraft",
    "UnknownIdeaError",
    "UnsoundBallotError",
    "UnsoundChoiceError",
    "arrange_choice",
    "cast_ballot",
    "close_question",
    "hide_statement",
    "open_question",
    "propose_statement",
    "publish_statement",
    "put_statement_back",
    "rearrange_choice",
    "support",
    "take_stance",
    "withdraw_support",
    "write_statement",
]
