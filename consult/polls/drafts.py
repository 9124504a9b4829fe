"""What is asked and what is answered, before it is taken in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import clean, clean_line
from consult.polls.models import PollKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.polls.models import Poll

QUESTION_LENGTH = 200
OPTION_LENGTH = 140
WORDS_LENGTH = 1000
FEWEST_OPTIONS, MOST_OPTIONS = 2, 60
LEAST, MOST = 0, 10


class UnsoundPollError(RefusedError):
    """A question that cannot be answered is not put."""


class UnsoundAnswerError(RefusedError):
    """An answer says what the question asks for."""


@dataclass(frozen=True, slots=True)
class PollDraft:
    """A question as typed: its options one by one, the ends of its scale, how many places."""

    kind: PollKind
    question: str
    options: Sequence[str] = ()
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What one seat answers: an option, a value, an order of options, or words."""

    option: int | None = None
    value: int | None = None
    order: Sequence[int] = ()
    words: str = ""
    reason: str = ""


def sound_poll(draft: PollDraft) -> PollDraft:
    """Return a question cleaned; raises `UnsoundPollError` beside the field that is wrong."""
    question = clean_line(draft.question)
    if not 0 < len(question) <= QUESTION_LENGTH:
        raise UnsoundPollError(
            _("Write a question of %(max)d characters at most.", max=QUESTION_LENGTH),
            field="question",
        )
    options = [line for one in draft.options if (line := clean_line(one))]
    if draft.kind in {PollKind.ONE, PollKind.RANKING}:
        if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
            raise UnsoundPollError(
                _(
                    "Write from %(few)d to %(many)d answers, one a line.",
                    few=FEWEST_OPTIONS,
                    many=MOST_OPTIONS,
                ),
                field="options",
            )
        if max(map(len, options)) > OPTION_LENGTH or len(set(options)) != len(options):
            raise UnsoundPollError(
                _(
                    "Each answer is different, and has %(max)d characters at most.",
                    max=OPTION_LENGTH,
                ),
                field="options",
            )
    else:
        options = []
    low, high = int(draft.settings.get("low", 1)), int(draft.settings.get("high", 5))
    if draft.kind is PollKind.SCALE and not LEAST <= low < high <= MOST:
        raise UnsoundPollError(
            _("A scale goes up, from %(low)d to %(high)d at most.", low=LEAST, high=MOST),
            field="options",
        )
    return PollDraft(draft.kind, question, options, draft.settings)


def sound_answer(poll: Poll, draft: AnswerDraft) -> dict[str, Any]:
    """Return what is kept of an answer; raises `UnsoundAnswerError` when it answers nothing."""
    if poll.kind is PollKind.ONE and draft.option in range(len(poll.options)):
        return {"option": draft.option}
    if poll.kind is PollKind.SCALE and draft.value in range(poll.low, poll.high + 1):
        return {"value": draft.value}
    if poll.kind is PollKind.RANKING and draft.order:
        order = list(draft.order)
        known = set(order) <= set(range(len(poll.options)))
        if known and len(set(order)) == len(order) <= poll.places:
            return {"order": order}
        raise UnsoundAnswerError(_("Give each place to a different answer."))
    if poll.kind is PollKind.WORDS and (words := clean(draft.words)):
        if len(words) > WORDS_LENGTH:
            raise UnsoundAnswerError(
                _("An answer has %(max)d characters at most.", max=WORDS_LENGTH)
            )
        return {"words": words}
    raise UnsoundAnswerError(_("Choose an answer."))
