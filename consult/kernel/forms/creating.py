"""Forms that make a thing: sent twice, they make one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from consult.kernel.forms.shapes import Form
from consult.kernel.i18n import _
from consult.kernel.submissions import TOKEN_FIELD, claim, new_token, token_is_good

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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
