"""Deciding what everyone can read, by published rules and with reasons."""

from consult.moderation.commands import (
    Hiding,
    UnknownReasonError,
    hide_contribution,
    publish_contribution,
    undo_decision,
)
from consult.moderation.facts import contribution_decided
from consult.moderation.models import Decision, ReasonList, Verb
from consult.moderation.policy import can_decide, can_moderate
from consult.moderation.reasons import Reason, reasons_of
from consult.moderation.slots import desks_of

__all__ = [
    "Decision",
    "Hiding",
    "Reason",
    "ReasonList",
    "UnknownReasonError",
    "Verb",
    "can_decide",
    "can_moderate",
    "contribution_decided",
    "desks_of",
    "hide_contribution",
    "publish_contribution",
    "reasons_of",
    "undo_decision",
]
