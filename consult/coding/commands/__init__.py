"""The verbs of coding: keeping the codebook, marking, settling, what the interviewee says."""

from consult.coding.commands.answering import (
    amend_passage,
    approve_passage,
    reopen_passage,
    withhold_passage,
)
from consult.coding.commands.carrying import carry_marks, erase_marks, place_passage
from consult.coding.commands.codebook import (
    CodeDraft,
    UnsoundCodeError,
    change_code,
    code_maker,
    make_code,
    retire_code,
)
from consult.coding.commands.marking import (
    SpanDraft,
    UnsoundSpanError,
    mark,
    mark_in_vivo,
    note_on,
    undo,
    unmark,
)
from consult.coding.commands.settling import settle

__all__ = [
    "CodeDraft",
    "SpanDraft",
    "UnsoundCodeError",
    "UnsoundSpanError",
    "amend_passage",
    "approve_passage",
    "carry_marks",
    "change_code",
    "code_maker",
    "erase_marks",
    "make_code",
    "mark",
    "mark_in_vivo",
    "note_on",
    "place_passage",
    "reopen_passage",
    "retire_code",
    "settle",
    "undo",
    "unmark",
    "withhold_passage",
]
