"""Whole interviews in public: with consent to it, read and approved by whoever was interviewed."""

from consult.wholes.commands import AnswerDraft, answer_whole, send_whole, take_down
from consult.wholes.models import WholeAnswer, WholeText
from consult.wholes.queries import public_whole_of, whole_of

__all__ = [
    "AnswerDraft",
    "WholeAnswer",
    "WholeText",
    "answer_whole",
    "public_whole_of",
    "send_whole",
    "take_down",
    "whole_of",
]
