"""The comment form: a text, and the pact the first time."""

from __future__ import annotations

from wtforms import BooleanField, Field
from wtforms.validators import InputRequired

from consult.discussion.commands import CommentDraft
from consult.kernel.forms import CreatingForm, TextField
from consult.kernel.i18n import _l
from consult.kernel.text import COMMENT_LIMIT, plain_html


class CommentForm(CreatingForm):
    """What a person answers, in plain text."""

    action = "discussion.comments"

    body = TextField(
        _l("Your comment"),
        validators=[InputRequired(_l("Write your comment."))],
        description=_l("Plain text; links work. Everyone can read it at once."),
        max=COMMENT_LIMIT,
    )
    pact = BooleanField(_l("I have read the pact and I accept it"))

    def validate_body(self, field: Field) -> None:
        """Render the text before the database is held: under the lock it is at hand."""
        plain_html(field.data or "")

    def draft(self) -> CommentDraft:
        """Return what was typed, ready to be written."""
        return CommentDraft(self.body.data or "", accepts_pact=bool(self.pact.data))
