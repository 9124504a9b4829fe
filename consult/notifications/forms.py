"""The form by which a person says how often we write to them."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from consult.kernel.forms import Form
from consult.kernel.i18n import _l
from consult.notifications.models import Pace
from consult.notifications.words import PACES


class PaceForm(Form):
    """How often letters come."""

    pace = RadioField(
        _l("How often we write to you"),
        choices=[],
        validators=[InputRequired(_l("Choose how often we write to you."))],
        description=_l("Codes to sign in and receipts come all the same."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pace.choices = [
            (pace.value, f"{title}. {text}") for pace, (title, text) in PACES.items()
        ]

    def chosen(self) -> Pace:
        """Return what was chosen."""
        return Pace(self.pace.data)
