"""What is sent from paper: one line after another, a whole file, photos and what is on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import request
from wtforms import (
    Field,
    FileField,
    FloatField,
    IntegerField,
    MultipleFileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput, NumberInput

from consult.files import PreparedPhoto, store_photo
from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm, Form, LineField
from consult.kernel.i18n import _, _l
from consult.kernel.text import clean, clean_line
from consult.paper.commands import Rectangle
from consult.seats import SeatState
from consult.wall import CardDraft, takes_cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.seats import Seat
    from consult.tables import Block, Session
    from consult.wall import Card

MOST_AT_ONCE = 4
SHOWN = 60
"""Characters of a card by which one tells it from the others."""
_PAPER = re.compile(r"([0-9]{1,6})(?:[.):\s]\s*)(\S.*)", re.DOTALL)


def paper_draft(line: str) -> CardDraft:
    """Return what one line of fast entry says: "12 text" is the card with the number 12."""
    numbered = _PAPER.fullmatch(line.strip())
    if numbered is None:
        return CardDraft(line, on_paper=True)
    return CardDraft(numbered[2], printed_number=int(numbered[1]), on_paper=True)


def _side(label: str) -> FloatField:
    return FloatField(
        label,
        validators=[
            InputRequired(_l("Draw where the card stands, or write its four numbers.")),
            NumberRange(0, 100, _l("Write a percentage, from 0 to 100.")),
        ],
        widget=NumberInput(step="0.1", min=0, max=100),
    )


class SeatOffered(Form):
    """A line for somebody's card, and whose it is."""

    source = StringField(_l("Card"), validators=[InputRequired(_l("Write what is on the card."))])
    seat = SelectField(_l("Whose"), coerce=int, validators=[Optional()], validate_choice=False)

    def offer(self, seats: Sequence[Seat]) -> None:
        """Name the people to choose from."""
        people = [one for one in seats if one.state is not SeatState.PAPER]
        named = [(one.id, f"{one.number}. {one.name}") for one in people]
        self.seat.choices = [(0, _("Paper without a name")), *named]


class PaperForm(SeatOffered):
    """One line: what somebody says or what is on paper, "12 text" with its printed number."""

    block = SelectField(_l("Part of the session"), coerce=int, validate_choice=False)

    @classmethod
    def from_address(cls, session: Session) -> PaperForm:
        """Return an empty line with the seat and the part of the one before."""
        form = cls(formdata=None)
        form.seat.data = request.args.get("seat", 0, type=int)
        at_hand = writing_blocks(session)
        asked = request.args.get("block", 0, type=int)
        form.block.data = asked or next((one.id for one in at_hand), 0)
        return form

    def offer_parts(self, session: Session) -> None:
        """Name the parts to choose from."""
        self.block.choices = [(one.id, one.title) for one in writing_blocks(session)]


class MarkForm(SeatOffered, CreatingForm):
    """A card as it stands on a photo: its rectangle in percent, and its words."""

    action = "paper.mark"

    source = StringField(_l("Card"))
    card = SelectField(
        _l("Or a card written before"), coerce=int, validators=[Optional()], validate_choice=False
    )
    x = _side(_l("From the left"))
    y = _side(_l("From the top"))
    width = _side(_l("Width"))
    height = _side(_l("Height"))

    def offer_cards(self, cards: Sequence[Card], *, covered: bool) -> None:
        """Name the cards of the photo's part that are marked nowhere; no word of covered ones."""
        named = [
            (
                one.id,
                one.seat.name if covered else f"{clean_line(one.source)[:SHOWN]} ({one.seat.name})",
            )
            for one in cards
        ]
        self.card.choices = [(0, _("No, a new one")), *named]

    def validate_source(self, field: Field) -> None:
        """Ask for the words of a card that is new."""
        if not self.card.data and not (field.data or "").strip():
            raise ValidationError(_("Write what is on the card."))

    def rectangle(self) -> Rectangle:
        """Return where the card stands."""
        sides = (self.x, self.y, self.width, self.height)
        return Rectangle(*(float(one.data or 0) for one in sides))


class HidingForm(Form):
    """Why a photo is hidden."""

    because = LineField(
        _l("Why it is hidden"),
        validators=[InputRequired(_l("Say why this photo is hidden."))],
        max=200,
    )


class PhotosForm(CreatingForm):
    """Photos of the wall of a part of a session."""

    action = "paper.photos"

    photos = MultipleFileField(
        _l("Photos of the wall"),
        description=_l(
            "JPEG, PNG or WebP, four at a time, 12 MB at most each. "
            "Their position data are removed."
        ),
    )
    block = SelectField(_l("Part of the session"), coerce=int, validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pictures: list[PreparedPhoto] = []

    def offer(self, session: Session) -> None:
        """Name the parts to choose from."""
        self.block.choices = [(one.id, one.title) for one in writing_blocks(session)]

    def validate_photos(self, field: Field) -> None:
        """Decode and re-encode each photo, before any transaction is open."""
        sent = [one for one in field.data or () if getattr(one, "filename", "")]
        if not sent:
            raise ValidationError(_("Choose a photo."))
        if len(sent) > MOST_AT_ONCE:
            raise ValidationError(_("Send at most %(most)d photos at a time.", most=MOST_AT_ONCE))
        try:
            self.pictures = [store_photo(one.stream) for one in sent]
        except RefusedError as refusal:
            raise ValidationError(str(refusal.message)) from refusal


class FileForm(Form):
    """A CSV of paper cards."""

    file = FileField(_l("CSV file"))
    block = SelectField(_l("Part of the session"), coerce=int, validate_choice=False)

    def offer(self, session: Session) -> None:
        """Name the parts to choose from."""
        self.block.choices = [(one.id, one.title) for one in writing_blocks(session)]

    def content(self) -> str:
        """Return the file as text. Raises `RefusedError` when it is none, or is no text."""
        sent = self.file.data
        raw = sent.read() if sent is not None and hasattr(sent, "read") else b""
        if not raw:
            raise RefusedError(_("Choose a file."), field="file")
        try:
            return clean(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return clean(raw.decode("cp1252", errors="replace"))


class RowsForm(Form):
    """The content of a file that was looked at."""

    content = TextAreaField(_l("Content of the file"), validators=[Length(max=1_000_000)])
    block = IntegerField(validators=[InputRequired()], widget=HiddenInput())


def writing_blocks(session: Session) -> list[Block]:
    """The parts that cards can be entered in: the one at hand first."""
    begun = [one for one in session.blocks if one.began_at is not None and takes_cards(one)]
    return sorted(begun, key=lambda one: (not one.is_at_hand, one.position))
