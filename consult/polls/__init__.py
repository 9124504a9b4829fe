"""Questions put to a room: quick polls, exit questions, rankings, rounds of estimates."""

from consult.polls.commands import (
    answer_poll,
    ask_again,
    begin_polls,
    close_poll,
    end_polls,
    next_round,
    open_poll,
    put_statements,
    tell_poll,
)
from consult.polls.drafts import AnswerDraft, PollDraft, UnsoundAnswerError, UnsoundPollError
from consult.polls.forms import answer_sent
from consult.polls.models import Poll, PollAnswer, PollKind
from consult.polls.pieces import console_piece, phone_piece, projector_piece
from consult.polls.queries import Results, get_poll, how_many_answered, polls_in, results_of

__all__ = [
    "AnswerDraft",
    "Poll",
    "PollAnswer",
    "PollDraft",
    "PollKind",
    "Results",
    "UnsoundAnswerError",
    "UnsoundPollError",
    "answer_poll",
    "answer_sent",
    "ask_again",
    "begin_polls",
    "close_poll",
    "console_piece",
    "end_polls",
    "get_poll",
    "how_many_answered",
    "next_round",
    "open_poll",
    "phone_piece",
    "polls_in",
    "projector_piece",
    "put_statements",
    "results_of",
    "tell_poll",
]
