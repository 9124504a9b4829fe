"""The forms of questions: asking one, writing or proposing a statement, answering one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from babel import Locale
from wtforms import BooleanField, IntegerField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from consult.kernel.forms import ActionForm, CreatingForm, Form, LineField
from consult.kernel.i18n import Words, _, _l, current_language, text
from consult.kernel.text import TITLE_LIMIT
from consult.voting.commands import QuestionDraft, StatementDraft
from consult.voting.models import STATEMENT_LIMIT, PassKind, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from wtforms import Field

    from consult.processes import Process
    from consult.voting.models import Option

NOTE_LIMIT = 500
LONGEST_CODE = 20
LAST_VERSION = 2**31 - 1

# What can be pressed under a statement: how it is spelt in the form, and what it means.
ANSWERS: dict[str, tuple[Value, PassKind | None]] = {
    **{value.value: (value, None) for value in Value},
    **{kind.value: (Value.NEITHER, kind) for kind in PassKind},
}
ANSWER_WORDS: dict[tuple[Value, PassKind | None], Words] = {
    (Value.AGREE, None): _l("Agree"),
    (Value.DISAGREE, None): _l("Disagree"),
    (Value.NEITHER, None): _l("Pass"),
    (Value.NEITHER, PassKind.NOT_CLEAR): _l("Pass: it is not clear"),
    (Value.NEITHER, PassKind.NOT_MY_CONCERN): _l("Pass: it is not my concern"),
    (Value.NEITHER, PassKind.TORN): _l("Pass: I am torn"),
}


class StanceForm(ActionForm):
    """The buttons under a statement; the one that is pressed says where one stands."""

    answer = StringField()

    def pressed(self) -> tuple[Value, PassKind | None] | None:
        """Where the pressed button stands, or none for one that is not ours."""
        return ANSWERS.get(self.answer.data or "")


class ReadingForm(ActionForm):
    """The button that says that one has read what changed, up to the version on the page."""

    version = IntegerField(widget=HiddenInput(), validators=[NumberRange(1, LAST_VERSION)])


class BallotForm(Form):
    """The options that a ballot approves."""

    options = SelectMultipleField(
        _l("Your vote"),
        choices=[],
        description=_l("The order is drawn: yours alone, and it stays as it is."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def of(cls, options: Sequence[Option], approved: frozenset[int] = frozenset()) -> BallotForm:
        """Return the ballot over some options, in their order, with what was approved before."""
        form = cls(data={"options": [str(one) for one in sorted(approved)]})
        form.options.choices = [(str(one.id), text(one.title)) for one in options]
        return form

    def chosen(self) -> list[int]:
        """The ids of the options that are approved."""
        return [int(one) for one in self.options.data or []]

    def leave_out(self, gone: Collection[int]) -> None:
        """Print no box for what can no longer be chosen."""
        kept = cast("list[tuple[str, str]]", self.options.choices)
        self.options.choices = [pair for pair in kept if int(pair[0]) not in gone]


class StatementForm(CreatingForm):
    """One sentence, the idea it comes from, and the pact the first time."""

    action = "voting.statements"

    text = LineField(
        _l("The statement"),
        validators=[InputRequired(_l("Write the statement."))],
        description=_l("One sentence that others can agree with or not."),
        max=STATEMENT_LIMIT,
    )
    idea_code = LineField(
        _l("The idea it comes from"),
        description=_l("Its code, for example K7Q2M4X."),
        max=LONGEST_CODE,
    )
    pact = BooleanField(_l("I have read the pact and I accept it"))

    def draft(self) -> StatementDraft:
        """Return what was typed."""
        return StatementDraft(
            self.text.data or "", self.idea_code.data or "", accepts_pact=bool(self.pact.data)
        )


class QuestionForm(CreatingForm):
    """What a curator asks, in the consultation's languages."""

    action = "voting.questions"

    def said(self, name: str) -> dict[str, str]:
        """What was typed for one text, by language."""
        return {field.name.rpartition("_")[2]: field.data or "" for field in self.fields_of(name)}

    def fields_of(self, name: str) -> list[Field]:
        """The fields of one text, in the order of languages."""
        return [field for field in self if field.name.rpartition("_")[0] == name]

    def draft(self) -> QuestionDraft:
        """Return what was typed."""
        return QuestionDraft(self.said("title"), self.said("note"))


def question_form(process: Process) -> QuestionForm:
    """Return the form that asks a question's texts in the languages of a consultation."""
    asked: dict[str, Any] = {}
    for name, label, hint, most in (
        ("title", _l("Question"), _l("One line, as you would ask it aloud."), TITLE_LIMIT),
        ("note", _l("A line below it"), _l("What it is for, if that is not plain."), NOTE_LIMIT),
    ):
        for code in process.languages:
            asked[f"{name}_{code}"] = LineField(
                _named(label, code) if len(process.languages) > 1 else label,
                description=hint,
                max=most,
                render_kw={"lang": code},
            )
    form: QuestionForm = type("AskingForm", (QuestionForm,), asked)()
    return form


def _named(label: Words, code: str) -> str:
    language = Locale.parse(code).get_display_name(current_language())
    return _("%(text)s (%(language)s)", text=label, language=language)
