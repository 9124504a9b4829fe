"""The form by which an interviewee answers for a passage."""

from __future__ import annotations

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from consult.kernel.forms import Form, TextField
from consult.kernel.i18n import _l
from consult.kernel.text import COMMENT_LIMIT
from consult.returning.commands import AnswerDraft
from consult.returning.models import Answer, ReturnedPassage
from consult.returning.words import ANSWERS


class AnswerForm(Form):
    """Approve, put it in other words, or withhold; and a note to who interviewed."""

    answer = RadioField(
        _l("Your answer"), choices=[], validators=[InputRequired(_l("Choose an answer."))]
    )
    own_words = TextField(
        _l("In your words"), description=_l("Only if you change it: what should stand there.")
    )
    seen = HiddenField()
    comment = TextField(
        _l("A note for whoever interviewed you"),
        max=COMMENT_LIMIT,
        description=_l("It is never published."),
    )

    def draft(self) -> AnswerDraft:
        """Return what was said."""
        return AnswerDraft(
            answer=Answer(self.answer.data),
            own_words=self.own_words.data or "",
            comment=self.comment.data or "",
            seen=self.seen.data or "",
        )


def answer_form(passage: ReturnedPassage) -> AnswerForm:
    """Return the form with the answer as it is."""
    form = AnswerForm(
        data={
            "answer": passage.answer.value if passage.answer else None,
            "own_words": passage.own_words or passage.words,
            "comment": passage.comment,
            "seen": passage.fingerprint,
        }
    )
    form.answer.choices = [(one.value, str(words)) for one, words in ANSWERS.items()]
    return form
