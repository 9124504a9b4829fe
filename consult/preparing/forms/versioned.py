"""What forms of things that two may edit at once have in common; and numbers left empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import IntegerField
from wtforms.validators import Optional

from consult.kernel import forms
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult.kernel.errors import ConflictError


class VersionedForm(forms.VersionedForm):
    """A form that says beside each field what somebody else has saved meanwhile."""

    def show_conflict(
        self, conflict: ConflictError, saved: Mapping[str, Any], version: int
    ) -> None:
        """Keep what was typed, say beside each field what is saved, be ready to save again."""
        self.show_newer(conflict, version)
        for name, now in saved.items():
            field = self[name]
            if (field.data or "") != (now or ""):
                words = (
                    _("Meanwhile it says: «%(words)s»", words=now)
                    if now
                    else _("Somebody else has emptied it meanwhile.")
                )
                field.errors = [*field.errors, words]


def number_field(label: str, hint: str, most: int) -> IntegerField:
    return IntegerField(
        label,
        validators=[Optional()],
        description=hint,
        render_kw={"inputmode": "numeric", "min": 1, "max": most},
    )
