"""Forms: shape checked, text cleaned, sent once, with their refusals beside the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from consult.kernel import text
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, _l, current_language
from consult.kernel.submissions import TOKEN_FIELD, claim, new_token, token_is_good

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup
    from wtforms.fields.core import UnboundField
    from wtforms.form import BaseForm

    from consult.kernel.i18n import Words


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


class ActionForm(Form):
    """A button that does one thing: no field, only the proof that it was pressed on our page."""


class SubmissionTokenField(HiddenField):
    """The one-use token of a creating form."""

    def _value(self) -> str:
        return str(self.data or "")


class CreatingForm(Form):
    """A form that makes a thing: sent twice, it makes one and gives the same answer."""

    action: ClassVar[str]

    submission_token = SubmissionTokenField(name=TOKEN_FIELD)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.submission_token.data = new_token(self.action)

    def validate_submission_token(self, field: Field) -> None:
        """Accept only a token made by us, for this form and this visit."""
        if not token_is_good(field.data or "", self.action):
            self.errors_on_top.append(
                _("This page was open for too long. Your text is below: send it again.")
            )
            field.data = new_token(self.action)
            raise ValidationError

    def validate_on_submit(
        self, extra_validators: Mapping[str, Sequence[Any]] | None = None
    ) -> bool:
        """Check the shape, open the writing transaction and use the token up.

        Raises `AlreadySentError` (answered as the first time) when this very form was sent before.
        """
        if not super().validate_on_submit(extra_validators=extra_validators):
            return False
        claim(str(self.submission_token.data))
        return True


class LineField(StringField):
    """One line of text."""

    def __init__(
        self,
        label: Words | None = None,
        validators: Sequence[Callable[..., Any]] = (),
        *,
        max: int = text.TITLE_LIMIT,  # noqa: A002 - the word HTML uses
        **kwargs: Any,
    ) -> None:
        super().__init__(label, [*validators, _at_most(max)], **kwargs)  # type: ignore[arg-type]  # its stubs want a list

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([" ".join(str(valuelist[0]).split())] if valuelist else [])


class TextField(TextAreaField):
    """Several lines of text."""

    def __init__(
        self,
        label: Words | None = None,
        validators: Sequence[Callable[..., Any]] = (),
        *,
        max: int = text.BODY_LIMIT,  # noqa: A002 - the word HTML uses
        **kwargs: Any,
    ) -> None:
        super().__init__(label, [*validators, _at_most(max)], **kwargs)  # type: ignore[arg-type]  # its stubs want a list


class MomentField(DateTimeLocalField):
    """A day and a time to the minute, on the clock that the page names."""

    def __init__(self, label: Words | None = None, **kwargs: Any) -> None:
        super().__init__(
            label,  # type: ignore[arg-type]  # its stubs know no lazy words
            [InputRequired(_l("Write a day and a time."))],
            format=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"],
            render_kw={"step": 60},
            **kwargs,
        )


def _at_most(limit: int) -> Length:
    return Length(
        max=limit,
        message=_l("This is longer than %(max)d characters: shorten it to go on.", max=limit),
    )
