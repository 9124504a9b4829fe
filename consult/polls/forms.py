"""The forms of a question to the room, and of an answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from wtforms import SelectField
from wtforms.validators import InputRequired

from consult.kernel.forms import CreatingForm, LineField, TextField
from consult.kernel.i18n import _l
from consult.polls.drafts import QUESTION_LENGTH, AnswerDraft, PollDraft
from consult.polls.models import PollKind

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

KINDS = {
    PollKind.ONE: _l("Choose one answer"),
    PollKind.SCALE: _l("Estimate from 1 to 9, also in several rounds"),
    PollKind.RANKING: _l("Rank the five most important, privately"),
    PollKind.WORDS: _l("Answer in words"),
}
SETTINGS = {PollKind.SCALE: {"low": 1, "high": 9}, PollKind.RANKING: {"places": 5}}
MOST_OPTIONS_LENGTH = 10_000


class PollForm(CreatingForm):
    """A question that the facilitator puts to the room at once."""

    action = "polls.create"

    question = LineField(
        _l("Question to the room"),
        validators=[InputRequired(_l("Write the question."))],
        max=QUESTION_LENGTH,
    )
    kind = SelectField(_l("How it is answered"), default=PollKind.ONE.value)
    options = TextField(
        _l("Answers to choose from"),
        description=_l("One a line; only where one chooses or ranks."),
        max=MOST_OPTIONS_LENGTH,
        render_kw={"rows": 4},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, str(words)) for kind, words in KINDS.items()]

    def draft(self) -> PollDraft:
        """Return what was typed."""
        kind = PollKind(self.kind.data)
        return PollDraft(
            kind,
            self.question.data or "",
            (self.options.data or "").splitlines(),
            SETTINGS.get(kind, {}),
        )


def answer_of(form: MultiDict[str, str]) -> AnswerDraft:
    """Return what a phone sent: whatever is no number counts as not given."""
    places = sorted((name, value) for name, value in form.items() if name.startswith("place-"))
    return AnswerDraft(
        option=_number(form.get("option", "")),
        value=_number(form.get("value", "")),
        order=[found for _name, typed in places if (found := _number(typed)) is not None],
        words=form.get("words", ""),
        reason=form.get("reason", ""),
    )


def answer_sent() -> AnswerDraft:
    """Return the answer in the request at hand."""
    return answer_of(request.form)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else None  # noqa: PLR2004 - no list has a thousand
