"""The forms of consent: answers on paper or by the link, files that are kept, the link itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf.file import FileField
from wtforms import BooleanField, DateField
from wtforms.validators import Optional, ValidationError

from consult.guides import consent_text_of
from consult.interviews.forms.numbers import number_field
from consult.interviews.media import PreparedFile, store_file
from consult.interviews.models import FileKind, Interview, Purpose
from consult.interviews.policy import purposes_of
from consult.interviews.words import MEANINGS, PURPOSES
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm, CreatingForm, Form, LineField, VersionedForm
from consult.kernel.i18n import _, _l

if TYPE_CHECKING:
    from wtforms import Field


class FileForm(CreatingForm):
    """Audio to keep until a day."""

    action = "interviews.files"

    audio = FileField(
        _l("Audio"), description=_l("MP3, M4A, OGG, WAV, FLAC or WebM, 512 MB at most.")
    )
    delete_on = DateField(
        _l("Delete on"),
        validators=[Optional()],
        description=_l("Empty: on the day that the consent says."),
    )
    prepared: PreparedFile | None = None

    def validate_audio(self, field: Field) -> None:
        """Keep the bytes; what is no audio is refused beside its field."""
        self.prepared = _stored(field, FileKind.AUDIO)
        if self.prepared is None:
            raise ValidationError(_("Choose a file."))


def _stored(field: Field, kind: FileKind) -> PreparedFile | None:
    if not field.data:
        return None
    try:
        return store_file(field.data.stream, field.data.filename or "", kind)
    except RefusedError as refusal:
        raise ValidationError(str(refusal.message)) from refusal


class AnswersForm(VersionedForm):
    """A yes or a no to each purpose, under a version of the text; made by `answers_form`."""

    def answers(self) -> dict[Purpose, bool]:
        """Return the answers."""
        return {
            purpose: bool(self[_field_of(purpose)].data)
            for purpose in Purpose
            if _field_of(purpose) in self
        }


class PaperForm(AnswersForm, CreatingForm):
    """The answers on a paper, and its scan."""

    action = "interviews.consents"

    scan = FileField(
        _l("Scan of the signed paper"), description=_l("PDF, JPEG or PNG, 20 MB at most.")
    )
    prepared: PreparedFile | None = None

    def validate_scan(self, field: Field) -> None:
        """Keep the bytes; what is no scan is refused beside its field."""
        self.prepared = _stored(field, FileKind.SCAN)


def _field_of(purpose: Purpose) -> str:
    return purpose.value.replace("-", "_")


def answers_form(interview: Interview, *, on_paper: bool = False) -> AnswersForm:
    """Return the form with the answers as they are."""
    fields = {
        _field_of(purpose): BooleanField(str(PURPOSES[purpose]), description=str(MEANINGS[purpose]))
        for purpose in purposes_of(interview)
    }
    base: type[AnswersForm] = PaperForm if on_paper else AnswersForm
    data: dict[str, Any] = {"version": str(asked_by(interview))}
    data |= {_field_of(one): answer.given for one, answer in interview.answers().items()}
    form: AnswersForm = type("AskedAnswers", (base,), dict(fields))(data=data)
    return form


def asked_by(interview: Interview) -> int:
    """The number of the text that interviewees are asked by now; 0 before there is one."""
    text = consent_text_of(interview.process)
    return text.number if text else 0


def purpose_fields(form: AnswersForm) -> list[Field]:
    """The fields of the purposes, in their order."""
    return [form[_field_of(one)] for one in Purpose if _field_of(one) in form]


class LinkForm(ActionForm):
    """For how many days the private link opens."""

    days = number_field(_l("Days"), _l("After these days it opens no more."))


class ReasonForm(Form):
    """Why something is taken back, as the interviewee has said."""

    because = LineField(_l("Why"), max=300, description=_l("It stays in the register of acts."))
