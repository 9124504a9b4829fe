"""The moderators' forms: each says which decision was last when its page was opened."""

from __future__ import annotations

from wtforms import HiddenField

from consult.kernel.forms import Form, LineField, TextField
from consult.kernel.i18n import _l
from consult.kernel.text import COMMENT_LIMIT
from consult.moderation.commands import NOT_DECIDED, Hiding

LONGEST_ID = 18


class SeenForm(Form):
    """A button that acts on what the moderator has before their eyes."""

    seen = HiddenField(default=str(NOT_DECIDED))

    def last_seen(self) -> int:
        """The id of the last decision that the moderator saw; anything else conflicts."""
        typed = self.seen.data or ""
        known = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_ID
        return int(typed) if known else -1


class HidingForm(SeenForm):
    """Why it is not published: the button pressed names the rule."""

    reason = LineField(_l("Reason"))
    note = TextField(
        _l("A note to the author"),
        max=COMMENT_LIMIT,
        description=_l("They read it after the reason. Only they and the staff do."),
    )

    def hiding(self) -> Hiding:
        """Return the rule and the note."""
        return Hiding(reason_code=self.reason.data or "", note=self.note.data or "")
