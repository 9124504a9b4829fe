"""Where rooms above add to the pages of a question."""

from __future__ import annotations

from dataclasses import dataclass

from consult.kernel.i18n import Words
from consult.kernel.slots import Slot
from consult.voting.models import Question


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from the results of a question."""

    url: str
    words: Words


result_ways: Slot[Question, Way] = Slot("question.result_ways")
"""What else can be read of a question that is told."""
