"""Deciding what everyone can read, by published rules and with reasons."""

from consult.moderation.commands.decisions import (
    Hiding,
    MissingNoteError,
    Transfer,
    UnknownReasonError,
    give_back_subject,
    hide_subject,
    in_one_go,
    publish_subject,
    transfer_subject,
    undo_decision,
)
from consult.moderation.commands.reports import ReportDraft, ask_second_look, report_subject
from consult.moderation.facts import decision_taken, second_look_asked
from consult.moderation.kinds import get_subject, subject_of
from consult.moderation.models import (
    Batch,
    Check,
    Decision,
    Group,
    GroupMember,
    Matter,
    ReasonList,
    Report,
    SecondLook,
    Verb,
    Work,
)
from consult.moderation.policy import can_decide, can_moderate
from consult.moderation.queries.decisions import usual_wait
from consult.moderation.reach import Reach, reach_of
from consult.moderation.reasons import Reason, reasons_of
from consult.moderation.slots import desks_of
from consult.moderation.subjects import Kind, Subject, make_known, subject_with

__all__ = [
    "Batch",
    "Check",
    "Decision",
    "Group",
    "GroupMember",
    "Hiding",
    "Kind",
    "Matter",
    "MissingNoteError",
    "Reach",
    "Reason",
    "ReasonList",
    "Report",
    "ReportDraft",
    "SecondLook",
    "Subject",
    "Transfer",
    "UnknownReasonError",
    "Verb",
    "Work",
    "ask_second_look",
    "can_decide",
    "can_moderate",
    "decision_taken",
    "desks_of",
    "get_subject",
    "give_back_subject",
    "hide_subject",
    "in_one_go",
    "make_known",
    "publish_subject",
    "reach_of",
    "reasons_of",
    "report_subject",
    "second_look_asked",
    "subject_of",
    "subject_with",
    "transfer_subject",
    "undo_decision",
    "usual_wait",
]
