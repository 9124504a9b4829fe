"""Forms of what remains of a session: themes of its piles, minutes, corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import DateField, RadioField
from wtforms.validators import InputRequired

from consult.kernel.forms import ActionForm, CreatingForm, Form, TextField, VersionedForm
from consult.kernel.i18n import _, _l, text
from consult.kernel.text import BODY_LIMIT, COMMENT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.taxonomy import Theme

LONGEST_ID = 9


class ClosingForm(ActionForm):
    """Closing a session: a theme for each pile stands beside it, named by the pile's id."""

    @staticmethod
    def themes_from(typed: Mapping[str, str], themes: Sequence[Theme]) -> dict[int, int | None]:
        """The themes chosen, by pile; what names no pile or no theme is left out."""
        known = {theme.code: theme.id for theme in themes}
        return {
            int(name.removeprefix("theme-")): known[code]
            for name, code in typed.items()
            if name.startswith("theme-")
            and name.removeprefix("theme-").isdecimal()
            and len(name) < len("theme-") + LONGEST_ID
            and code in known
        }


def theme_choices(themes: Sequence[Theme]) -> list[tuple[str, str]]:
    """Themes to choose from, and none."""
    return [("", _("As the table"))] + [(theme.code, text(theme.title)) for theme in themes]


class MinutesForm(VersionedForm):
    """The text of the minutes, in Markdown."""

    source = TextField(
        _l("Minutes"),
        [InputRequired(_l("Minutes say something."))],
        max=3 * BODY_LIMIT,
        description=_l(
            "Markdown: ## begins a section, a dash begins a point. A number in two brackets stands "
            "for a card: its words are put there when somebody reads, if they may."
        ),
    )


class SendingForm(Form):
    """Until when those who were there can correct the minutes."""

    until = DateField(
        _l("Corrections until the end of"), [InputRequired(_l("Choose the last day."))]
    )


class ApprovalForm(VersionedForm):
    """Approving the minutes as they were read."""


class CorrectionForm(CreatingForm):
    """What the minutes should say instead."""

    action = "minutes.correction"

    source = TextField(
        _l("What should change"),
        [InputRequired(_l("Say what should change."))],
        max=COMMENT_LIMIT,
        description=_l("Say where in the minutes, and what should stand there."),
    )


class AnswerForm(Form):
    """Taking a correction, or saying why not."""

    taken = RadioField(
        _l("Answer"),
        choices=[],
        validators=[InputRequired(_l("Choose an answer."))],
    )
    answer = TextField(_l("In a few words"), max=COMMENT_LIMIT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken.choices = [("yes", _("Taken: the text is changed")), ("no", _("Not taken"))]
