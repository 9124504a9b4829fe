"""What is sent from paper: one line after another, or a whole file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import request
from wtforms import FileField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from consult.kernel.errors import RefusedError
from consult.kernel.forms import Form
from consult.kernel.i18n import _, _l
from consult.kernel.text import clean
from consult.seats import SeatState
from consult.wall import CardDraft, takes_cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.seats import Seat
    from consult.tables import Block, Session

_PAPER = re.compile(r"([0-9]{1,6})(?:[.):\s]\s*)(\S.*)", re.DOTALL)


def paper_draft(line: str) -> CardDraft:
    """Return what one line of fast entry says: "12 text" is the card with the number 12."""
    numbered = _PAPER.fullmatch(line.strip())
    if numbered is None:
        return CardDraft(line, on_paper=True)
    return CardDraft(numbered[2], printed_number=int(numbered[1]), on_paper=True)


class PaperForm(Form):
    """One line: what somebody says or what is on paper, "12 text" with its printed number."""

    source = StringField(_l("Card"), validators=[InputRequired(_l("Write what is on the card."))])
    seat = SelectField(_l("Whose"), coerce=int, validators=[Optional()], validate_choice=False)
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

    def offer(self, session: Session, seats: Sequence[Seat]) -> None:
        """Name the seats and the parts to choose from."""
        people = [one for one in seats if one.state is not SeatState.PAPER]
        named = [(one.id, f"{one.number}. {one.name}") for one in people]
        self.seat.choices = [(0, _("Paper without a name")), *named]
        self.block.choices = [(one.id, one.title) for one in writing_blocks(session)]


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
