"""Who may submit an idea, and when, in words."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import Person
from consult.kernel.policy import Verdict
from consult.processes import Activity, Process, can_take_part, is_open_for


def can_submit_idea(person: Person | None, process: Process, at: datetime) -> Verdict:
    """A person of age, not suspended, while a phase collects ideas."""
    return can_take_part(person, process, Activity.SUBMIT_IDEAS, at)


def is_collecting_ideas(process: Process, at: datetime) -> Verdict:
    """Whether ideas are being collected at all, whoever asks."""
    return is_open_for(process, Activity.SUBMIT_IDEAS, at)
