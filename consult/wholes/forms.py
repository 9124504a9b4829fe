"""The forms of whole texts: sending one, answering for it."""

from __future__ import annotations

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from consult.kernel.forms import CreatingForm, Form, TextField
from consult.kernel.i18n import _l
from consult.kernel.text import COMMENT_LIMIT
from consult.wholes.commands import AnswerDraft
from consult.wholes.models import WholeAnswer, WholeText

LONGEST_NUMBER = 10
ANSWERS = {
    WholeAnswer.APPROVED: _l("Publish it as it stands"),
    WholeAnswer.WITHHELD: _l("Do not publish it"),
}


class SendingForm(CreatingForm):
    """The button that sends the whole; sent twice, it goes once."""

    action = "wholes_desk.create"


class AnswerForm(Form):
    """Approve the whole, or withhold it; and a note to who interviewed."""

    answer = RadioField(
        _l("Your answer"), choices=[], validators=[InputRequired(_l("Choose an answer."))]
    )
    number = HiddenField()
    comment = TextField(
        _l("A note for whoever interviewed you"),
        max=COMMENT_LIMIT,
        description=_l("It is never published."),
    )

    def draft(self) -> AnswerDraft:
        """Return what was said."""
        number = self.number.data or ""
        return AnswerDraft(
            answer=WholeAnswer(self.answer.data),
            number=int(number) if number.isdecimal() and len(number) < LONGEST_NUMBER else 0,
            comment=self.comment.data or "",
        )


def answer_form(whole: WholeText, *, read_anew: bool = False) -> AnswerForm:
    """Return the form as it was sent, or with the answer as it is; `read_anew` forgets both."""
    sent = {"formdata": None} if read_anew else {}
    form = AnswerForm(
        **sent,
        data={
            "answer": whole.answer.value if whole.answer else None,
            "number": str(whole.number),
            "comment": whole.comment,
        },
    )
    form.answer.choices = [(one.value, str(words)) for one, words in ANSWERS.items()]
    return form
