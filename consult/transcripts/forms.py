"""The forms of transcripts: a text to bring in, words to correct, words to mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError
from wtforms.widgets import HiddenInput

from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm, Form, LineField, TextField
from consult.kernel.i18n import _, _l
from consult.transcripts.commands import TextDraft
from consult.transcripts.formats import LONGEST_TEXT, MOST_BYTES, Kind, read_file

if TYPE_CHECKING:
    from wtforms import Field

LONGEST_PASTED = 500_000
"""A form holds 2 MB, and a letter up to four bytes of them."""
LARGEST_NUMBER = 2**31 - 1


def _number() -> IntegerField:
    return IntegerField(
        default=0,
        widget=HiddenInput(),
        validators=[InputRequired(), NumberRange(0, LARGEST_NUMBER)],
    )


class TextForm(CreatingForm):
    """A text, as a file or pasted. What was sent is read before the database is held."""

    action = "transcripts.create"

    after = _number()
    file = FileField(
        _l("File"),
        description=_l("TXT, DOCX, ODT, PDF with text, VTT or SRT, 10 MB at most."),
    )
    pasted = TextField(
        _l("Or paste the text"),
        max=LONGEST_PASTED,
        description=_l("A line for each turn: the speaker, a colon, the words. Times in brackets."),
    )
    note = LineField(_l("What has changed"))
    draft: TextDraft | None = None

    def validate_file(self, field: Field) -> None:
        """Read the file, if there is one."""
        sent = field.data
        if not sent:
            return
        try:
            read = read_file(sent.stream.read(MOST_BYTES + 1), sent.filename or "")
        except RefusedError as refusal:
            raise ValidationError(str(refusal.message)) from refusal
        self.draft = TextDraft(read.text, read.kind, sent.filename or "", self.note.data or "")

    def validate_pasted(self, field: Field) -> None:
        """Take what was pasted when there is no file."""
        if self.draft is None and not self.file.errors:
            if not (field.data or "").strip():
                raise ValidationError(_("Choose a file, or paste the text."))
            self.draft = TextDraft(field.data, Kind.PASTED, "", self.note.data or "")


class WordsForm(Form):
    """Other words for a span of the version that was read."""

    after = _number()
    start = _number()
    end = _number()
    words = TextField(
        _l("Words"),
        [InputRequired(_l("Write what was said."))],
        max=LONGEST_TEXT,
        description=_l("With the speaker and the time, as they stand at the head of the line."),
    )


class MaskForm(Form):
    """Words to mask, or to leave."""

    words = LineField(_l("Words to mask"), [InputRequired(_l("Write the words to mask."))])
    leave = HiddenField()
