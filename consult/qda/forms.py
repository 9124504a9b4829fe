"""A file of another tool: read before the database is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from wtforms import Field, FileField, SelectField
from wtforms.validators import ValidationError

from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm
from consult.kernel.i18n import _, _l
from consult.refi import (
    Codebook,
    Project,
    ReadCodebook,
    ReadProject,
    Remark,
    codebook_of,
    read_project,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.interviews import Interview

MOST_UPLOAD_BYTES = 50 * 1024 * 1024
MOST_CODEBOOK_BYTES = 32 * 1024 * 1024
PACKED = b"PK\x03\x04"


class ArrivalForm(CreatingForm):
    """A codebook or a project, and whose words are in it, when no interview has them yet."""

    action = "qda-arrival"

    file = FileField(
        _l("File"),
        description=_l("A codebook (.qdc) or a project (.qdpx) of REFI-QDA, at most 50 MB."),
    )
    interview = SelectField(
        _l("Interview of a text that is new here"),
        description=_l(
            "Only who agreed to a transcript, and has none yet, can be chosen. Texts that are "
            "here already are found by their words."
        ),
        choices=[],
        default="",
    )

    read: Codebook | Project | None = None
    remarks: Sequence[Remark] = ()

    def offer(self, interviews: Sequence[Interview]) -> None:
        """Offer the interviews that a text may come to."""
        named = [(one.code, one.title or one.code) for one in interviews]
        self.interview.choices = [("", _("none")), *named]

    def validate_file(self, field: Field) -> None:
        """Read the file; refuse what is none."""
        sent = field.data
        if sent is None or not getattr(sent, "filename", ""):
            raise ValidationError(_("Choose a file."))
        try:
            self._read(sent.stream)
        except RefusedError as refusal:
            raise ValidationError(str(refusal.message)) from refusal

    def _read(self, sent: BinaryIO) -> None:
        """Read a project where it lies: what is not text in it is never unpacked."""
        begins = sent.read(len(PACKED))
        sent.seek(0)
        found: ReadProject | ReadCodebook
        if begins == PACKED:
            found = read_project(sent)
            self.read = found.project
        else:
            found = codebook_of(sent.read(MOST_CODEBOOK_BYTES + 1))
            self.read = found.codebook
        self.remarks = found.remarks
