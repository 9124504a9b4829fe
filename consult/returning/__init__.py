"""Back to the interviewee: passages to approve, change or withhold; approved ones are voices."""

from consult.returning.commands import AnswerDraft, answer_passage, send_passages
from consult.returning.models import Answer, ReturnedPassage, ReturnRound
from consult.returning.policy import can_return, may_publish
from consult.returning.queries import passages_behind, returned_of, round_of
from consult.returning.signatures import signature_of

__all__ = [
    "Answer",
    "AnswerDraft",
    "ReturnRound",
    "ReturnedPassage",
    "answer_passage",
    "can_return",
    "may_publish",
    "passages_behind",
    "returned_of",
    "round_of",
    "send_passages",
    "signature_of",
]
