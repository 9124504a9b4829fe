"""A number that a form asks for."""

from __future__ import annotations

from typing import Any

from wtforms import IntegerField
from wtforms.validators import InputRequired

from consult.kernel.i18n import _l


def number_field(label: str, hint: str, *validators: Any) -> IntegerField:
    return IntegerField(
        label,
        validators=[*(validators or (InputRequired(_l("Write a number.")),))],
        description=hint,
        render_kw={"inputmode": "numeric", "min": 1},
    )
