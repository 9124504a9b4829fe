"""The moderators' forms: each says which decision was last when its page was opened."""

from __future__ import annotations

from wtforms import HiddenField, RadioField
from wtforms.validators import AnyOf, InputRequired

from consult.docket import LONGEST_ID
from consult.kernel.forms import CreatingForm, Form, LineField, TextField
from consult.kernel.i18n import _l
from consult.kernel.text import COMMENT_LIMIT
from consult.moderation.commands.decisions import NOT_DECIDED, Hiding, Transfer
from consult.moderation.commands.reports import ReportDraft


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


class RevisionForm(SeenForm):
    """What the author should change."""

    note = TextField(
        _l("What to change"),
        max=COMMENT_LIMIT,
        description=_l("Its author reads it and can send the text again."),
        id="revision-note",
    )


class TransferForm(SeenForm):
    """Who is competent for it, and why we are not."""

    body = LineField(_l("The competent body"), id="transfer-body")
    note = TextField(_l("Why"), max=COMMENT_LIMIT, id="transfer-note")

    def transfer(self) -> Transfer:
        """Return the body and the reason."""
        return Transfer(body=self.body.data or "", note=self.note.data or "")


class BatchForm(Form):
    """What is done with everything that was ticked: the button pressed says it."""

    verb = LineField(
        _l("Decision"),
        validators=[AnyOf(("publish", "hide"), message=_l("Publish it or not."))],
    )
    reason = LineField(_l("Reason"))

    def hiding(self) -> Hiding | None:
        """Return the rule by which all are hidden, or none when they are published."""
        return Hiding(reason_code=self.reason.data or "") if self.verb.data == "hide" else None


class CheckForm(BatchForm):
    """What another moderator would have decided: the button pressed says it."""


class ReportForm(CreatingForm):
    """Which rule something breaks."""

    action = "moderation.report"

    reason = RadioField(
        _l("Which rule does it break?"),
        validators=[InputRequired(_l("Choose one of the published rules."))],
        choices=[],
    )
    note = TextField(
        _l("Anything else that a moderator should know"),
        max=COMMENT_LIMIT,
        description=_l("Only the moderators read it. Who wrote the text never learns your name."),
    )

    def draft(self) -> ReportDraft:
        """Return the rule and the note."""
        return ReportDraft(reason_code=self.reason.data or "", note=self.note.data or "")


class SecondLookForm(CreatingForm):
    """Why another moderator should look at it."""

    action = "moderation.second_look"

    why = TextField(
        _l("Why you think it can be published"),
        max=COMMENT_LIMIT,
        description=_l("The other moderator reads it beside your text."),
    )
