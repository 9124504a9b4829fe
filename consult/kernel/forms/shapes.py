"""A form of the house: shape checked, text cleaned, refusals beside the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.widgets import HiddenInput

from consult.kernel import text
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import current_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup
    from wtforms.fields.core import UnboundField
    from wtforms.form import BaseForm

    from consult.kernel.errors import ConflictError
    from consult.kernel.i18n import Words

LONGEST_VERSION = 9


def _clean_typed(value: object) -> object:
    """Clean any string a person typed; other values pass."""
    if not isinstance(value, str):
        return value
    try:
        return text.clean(value)
    except RefusedError as refusal:
        raise ValueError(str(refusal.message)) from refusal


class Form(FlaskForm):  # type: ignore[misc]  # it has no types
    """A form of the house: every text field cleaned, refusals shown where they belong."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """One filter on every field that carries text; each language's words read once."""

        @property
        def locales(self) -> list[str]:
            return [current_language()]

        def bind_field(
            self, form: BaseForm, unbound_field: UnboundField[Any], options: dict[str, Any]
        ) -> Field:
            filters = [_clean_typed, *unbound_field.kwargs.get("filters", ())]
            bound: Field = super().bind_field(form, unbound_field, {**options, "filters": filters})
            return bound

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Markup:
            kept = {key: value for key, value in render_kw.items() if value is not None}
            if isinstance(field.widget, HiddenInput):
                # A page has several forms, and an id only once; nothing points at what is hidden.
                kept.setdefault("id", False)
            rendered: Markup = super().render_field(field, kept)
            return rendered

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.errors_on_top: list[Words] = []

    def show(self, refusal: RefusedError) -> None:
        """Put a refusal beside its field, or on top of the form when it has none."""
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.errors_on_top.append(refusal.message)
        else:
            field.errors = [*field.errors, refusal.message]

    def validate_on_submit(
        self, extra_validators: Mapping[str, Sequence[Any]] | None = None
    ) -> bool:
        """Check the shape and, when it is good, open the writing transaction."""
        good: bool = super().validate_on_submit(extra_validators=extra_validators)
        if good:
            db.begin_write()
        return good

    @property
    def is_wrong(self) -> bool:
        """Whether something must be mended before it can be sent."""
        return bool(self.errors_on_top or any(field.errors for field in self))


class VersionedForm(Form):
    """Changes what somebody else may change meanwhile: it knows which version was read."""

    version = HiddenField(default="0")

    def version_seen(self) -> int:
        """Return the version the person had before their eyes; anything else conflicts."""
        typed = self.version.data or ""
        known = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_VERSION
        return int(typed) if known else -1

    def show_newer(self, conflict: ConflictError, version: int) -> None:
        """Keep what was typed, say that another version stands, and be ready to save again."""
        self.show(conflict)
        self.version.data = str(version)


class ActionForm(Form):
    """A button that does one thing: no field, only the proof that it was pressed on our page."""
