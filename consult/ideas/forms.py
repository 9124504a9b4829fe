"""The idea form: four fields, a photo, and the pact the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, ValidationError
from wtforms.validators import InputRequired

from consult.files import PreparedPhoto, store_photo
from consult.ideas.commands import IdeaDraft
from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm, LineField, TextField
from consult.kernel.i18n import _l, text
from consult.kernel.text import BODY_LIMIT, TITLE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wtforms import Field

    from consult.taxonomy import Theme

FEWEST_WORDS = 3


class IdeaForm(CreatingForm):
    """What a person proposes, where, and on which theme."""

    action = "ideas.create"

    title = LineField(
        _l("Title"),
        validators=[InputRequired(_l("Give your idea a title."))],
        description=_l("One sentence that can be understood by itself."),
        max=TITLE_LIMIT,
    )
    body = TextField(
        _l("Text"),
        validators=[InputRequired(_l("Say what happens today and what you propose."))],
        description=_l("What happens today, what you propose."),
        max=BODY_LIMIT,
    )
    place = LineField(
        _l("Place"),
        validators=[InputRequired(_l("Say which municipality your idea is about."))],
        description=_l("Type the name of a municipality."),
        max=TITLE_LIMIT,
    )
    theme = RadioField(_l("Theme"), validators=[InputRequired(_l("Choose a theme."))], choices=[])
    photo = FileField(
        _l("A photo, if it helps"),
        description=_l("JPEG, PNG or WebP, 12 MB at most. Its position data are removed."),
    )
    photo_text = LineField(
        _l("What the photo shows"),
        description=_l("In words, for those who cannot see it."),
        max=300,
    )
    pact = BooleanField(_l("I have read the pact and I accept it"))

    def __init__(self, themes: Iterable[Theme], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theme.choices = [(theme.code, text(theme.title)) for theme in themes]
        self._prepared: PreparedPhoto | None = None

    def validate_title(self, field: Field) -> None:
        """Ask for a title that tells something in a list."""
        if len(str(field.data).split()) < FEWEST_WORDS:
            raise ValidationError(
                _l("Write three words or more: this is all that people see in the list.")
            )

    def validate_photo(self, field: Field) -> None:
        """Decode and re-encode the photo, before any transaction is open."""
        if field.data:
            try:
                self._prepared = store_photo(field.data.stream)
            except RefusedError as refusal:
                raise ValidationError(str(refusal.message)) from refusal

    def validate_photo_text(self, field: Field) -> None:
        """Ask what a photo shows."""
        if self.photo.data and not field.data:
            raise ValidationError(_l("Say in a few words what the photo shows."))

    def draft(self) -> IdeaDraft:
        """Return what was typed, ready to be submitted."""
        return IdeaDraft(
            title=self.title.data or "",
            body=self.body.data or "",
            place=self.place.data or "",
            theme=self.theme.data or "",
            accepts_pact=bool(self.pact.data),
            photo=self._prepared,
            photo_text=self.photo_text.data or "",
        )
