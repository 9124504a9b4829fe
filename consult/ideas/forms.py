"""The idea's forms: four fields, photos, the pact the first time; the same fields to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, ValidationError
from wtforms.validators import InputRequired

from consult.files import PreparedPhoto, store_photo
from consult.ideas.commands import IdeaDraft
from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm, Form, LineField, TextField, VersionedForm
from consult.kernel.i18n import _l, text
from consult.kernel.text import BODY_LIMIT, TITLE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wtforms import Field

    from consult.contributions import Contribution
    from consult.taxonomy import Theme

FEWEST_WORDS = 3
MOST_PHOTOS = 4
PHOTO_NAMES = ("photo", *(f"photo_{number}" for number in range(2, MOST_PHOTOS + 1)))


class IdeaFields(Form):
    """What a person proposes, where, and on which theme."""

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

    def __init__(self, themes: Iterable[Theme], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theme.choices = [(theme.code, text(theme.title)) for theme in themes]

    def validate_title(self, field: Field) -> None:
        """Ask for a title that tells something in a list."""
        if len(str(field.data).split()) < FEWEST_WORDS:
            raise ValidationError(
                _l("Write three words or more: this is all that people see in the list.")
            )

    def draft(self) -> IdeaDraft:
        """Return what was typed, ready to be submitted."""
        return IdeaDraft(
            title=self.title.data or "",
            body=self.body.data or "",
            place=self.place.data or "",
            theme=self.theme.data or "",
        )


class EditForm(IdeaFields, VersionedForm):
    """The same fields, and the version that its author read."""

    @classmethod
    def of(cls, idea: Contribution, themes: Iterable[Theme]) -> EditForm:
        """Return the form filled with what the idea says now."""
        return cls(
            themes,
            data={
                "title": idea.title,
                "body": idea.source,
                "place": idea.municipality.name if idea.municipality else "",
                "theme": idea.theme.code if idea.theme else "",
                "version": str(idea.version),
            },
        )


def _photo_field() -> FileField:
    return FileField(
        _l("A photo, if it helps"),
        description=_l("JPEG, PNG or WebP, 12 MB at most. Its position data are removed."),
    )


def _words_field() -> LineField:
    return LineField(
        _l("What the photo shows"),
        description=_l("In words, for those who cannot see it."),
        max=300,
    )


class IdeaForm(IdeaFields, CreatingForm):
    """The fields of a new idea, up to four photos, and the pact the first time."""

    action = "ideas.create"

    photo = _photo_field()
    photo_text = _words_field()
    photo_2 = _photo_field()
    photo_2_text = _words_field()
    photo_3 = _photo_field()
    photo_3_text = _words_field()
    photo_4 = _photo_field()
    photo_4_text = _words_field()
    pact = BooleanField(_l("I have read the pact and I accept it"))
    earlier = HiddenField()

    def __init__(self, themes: Iterable[Theme], *args: Any, **kwargs: Any) -> None:
        super().__init__(themes, *args, **kwargs)
        self._prepared: dict[str, PreparedPhoto] = {}

    @property
    def photos(self) -> list[tuple[Field, Field]]:
        """Each photo's field with that of its words."""
        return [(self[name], self[f"{name}_text"]) for name in PHOTO_NAMES]

    @property
    def photos_wrong(self) -> bool:
        """Whether something about the photos must be mended, or was written."""
        return any(photo.errors or words.errors or words.data for photo, words in self.photos)

    def _prepare(self, field: Field) -> None:
        """Decode and re-encode a photo, before any transaction is open."""
        if not field.data:
            return
        try:
            self._prepared[field.name] = store_photo(field.data.stream)
        except RefusedError as refusal:
            raise ValidationError(str(refusal.message)) from refusal

    validate_photo = validate_photo_2 = validate_photo_3 = validate_photo_4 = _prepare

    def _described(self, field: Field) -> None:
        """Ask what a photo shows."""
        if self[field.name.removesuffix("_text")].data and not field.data:
            raise ValidationError(_l("Say in a few words what the photo shows."))

    validate_photo_text = validate_photo_2_text = _described
    validate_photo_3_text = validate_photo_4_text = _described

    def draft(self) -> IdeaDraft:
        """Return what was typed, ready to be submitted."""
        return IdeaDraft(
            title=self.title.data or "",
            body=self.body.data or "",
            place=self.place.data or "",
            theme=self.theme.data or "",
            accepts_pact=bool(self.pact.data),
            photos=tuple(
                (photo, self[f"{name}_text"].data or "") for name, photo in self._prepared.items()
            ),
        )


class SendForm(CreatingForm):
    """Sends a draft that was read again, with the pact the first time."""

    action = "ideas.send"

    draft = HiddenField()
    pact = BooleanField(_l("I have read the pact and I accept it"))
