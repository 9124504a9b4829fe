"""Fields that people type into: a line, several lines, a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import DateTimeLocalField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from consult.kernel import text
from consult.kernel.i18n import _l

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from consult.kernel.i18n import Words


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
