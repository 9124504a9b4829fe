"""The forms of what goes out with a session: documents, and letters of invitation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask_wtf.file import FileField
from wtforms import SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from consult.accounts import LONGEST_ADDRESS
from consult.files import PreparedDocument, store_document
from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm, TextField
from consult.kernel.i18n import _, _l
from consult.tables import InviteeDraft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wtforms import Field

    from consult.tables import Member

_LINE = re.compile(r"^(?P<called>[^<>@]*)<(?P<email>[^<>]+)>$")


class DocumentForm(CreatingForm):
    """A document to hand out, read before anything is written."""

    action = "preparing.documents"

    document = FileField(
        _l("Document"),
        description=_l("PDF, picture or office document, 10 MB at most. Everyone can fetch it."),
    )
    prepared: PreparedDocument | None = None

    def validate_document(self, field: Field) -> None:
        """Read the file; what cannot be read is refused beside its field."""
        if not field.data:
            raise ValidationError(_("Choose a file."))
        try:
            self.prepared = store_document(field.data.stream, field.data.filename or "")
        except RefusedError as refusal:
            raise ValidationError(str(refusal.message)) from refusal


class MultiCheckboxField(SelectMultipleField):
    """Several of what is offered, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class InvitationForm(CreatingForm):
    """Who is asked to come: members with an address, and others, one a line."""

    action = "preparing.invitations"

    members = MultiCheckboxField(_l("Members of the table"), choices=[])
    others = TextField(
        _l("Others"),
        max=20_000,
        description=_l("One e-mail address a line; with a name: Ada Rossi <ada@example.org>."),
    )

    def drafts(self, members: Sequence[Member]) -> list[InviteeDraft]:
        """Return who is asked; raises `RefusedError` beside a line that is no address."""
        ticked = set(self.members.data or [])
        drafts = [
            InviteeDraft(one.email, one.delegate or one.called, one.id)
            for one in members
            if one.email and str(one.id) in ticked
        ]
        for line in filter(None, map(str.strip, (self.others.data or "").splitlines())):
            named = _LINE.match(line)
            email = (named["email"] if named else line).strip()
            if "@" not in email or len(email) > LONGEST_ADDRESS:
                raise RefusedError(
                    _("This line holds no address: “%(line)s”", line=line[:80]), field="others"
                )
            drafts.append(InviteeDraft(email, named["called"].strip(" \"'") if named else ""))
        return drafts
