"""What phones and consoles send: cards, dots, moves, titles."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Literal

from flask import request
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from consult.kernel.errors import BadRequestError, RefusedError
from consult.kernel.forms import ActionForm, Form, LineField, TextField
from consult.kernel.i18n import Words, _, _l
from consult.wall.commands import CardDraft, card_length
from consult.wall.models import CardKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult.tables import Block

KEY_LENGTH = 64
KINDS: Mapping[CardKind, Words] = {
    CardKind.THOUGHT: _l("Thought"),
    CardKind.PROBLEM: _l("Problem"),
    CardKind.PROPOSAL: _l("Proposal"),
    CardKind.QUESTION: _l("Question"),
}
_TARGET = re.compile(r"(card|pile)-([0-9]{1,10})")
_DOT = re.compile(r"(card|pile)-([0-9]{1,10}):([0-9]{1,3})")
_CHOSEN = re.compile(r"([0-9]{1,10})(?::([0-9]{1,9}))?")


class CardForm(Form):
    """A card, with the name that the phone knows it by: sent again, it is the same card."""

    source = TextField(_l("Your card"))
    kind: RadioField | None = RadioField(
        _l("What it is"), validators=[Optional()], validate_choice=False
    )
    client_id = HiddenField(validators=[InputRequired(), Length(max=KEY_LENGTH)])
    block = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def draft(self) -> CardDraft:
        """Return what was written."""
        try:
            told = None if self.kind is None else self.kind.data
            kind = CardKind(told or CardKind.THOUGHT)
        except ValueError as wrong:
            raise BadRequestError(_("There is no such kind of card.")) from wrong
        return CardDraft(self.source.data or "", kind, client_key=self.client_id.data)


class SourceForm(Form):
    """A card's words, said otherwise."""

    source = TextField(_l("Your card"))


class MoveForm(ActionForm):
    """Which card goes where, and as whom one saw it: "5:2" is card 5 in its second version."""

    card = HiddenField()
    to = StringField(validators=[Length(max=20)])

    def chosen(self) -> tuple[int, int | None]:
        """Return the card and the version that one saw. Raises `RefusedError` when none is."""
        found = _CHOSEN.fullmatch(self.card.data or "")
        if found is None:
            raise RefusedError(_("Choose a card first."))
        return int(found[1]), int(found[2]) if found[2] else None


class PileForm(Form):
    """The title of a pile."""

    title = LineField(_l("Title"), max=120)
    version = IntegerField(validators=[Optional()], widget=HiddenInput())


class AsideForm(MoveForm):
    """Which card is set aside, and why."""

    because = LineField(_l("Why"), max=200)


def card_form(block: Block, sent: CardForm | None = None) -> CardForm:
    """Return an empty card of a block, with a new name; or the one that was sent, as it was."""
    form = sent or CardForm(formdata=None)
    form.source.flags.maxlength = card_length(block)
    kinds = [CardKind(one) for one in block.settings.get("kinds", ()) if one in set(CardKind)]
    if sent is None:
        form.client_id.data, form.block.data = str(uuid.uuid4()), block.id
    if form.kind is not None and kinds:
        form.kind.choices = [(kind.value, str(KINDS[kind])) for kind in kinds]
        form.kind.data = form.kind.data or kinds[0].value
    elif form.kind is not None:
        del form.kind
    return form


def put_points() -> dict[tuple[Literal["card", "pile"], int], int]:
    """Return the dots that were sent: `put=pile-12:2`. Raises `BadRequestError`."""
    points: dict[tuple[Literal["card", "pile"], int], int] = {}
    for told in request.form.getlist("put"):
        found = _DOT.fullmatch(told)
        if found is None:
            raise BadRequestError(_("There is no such place for a dot."))
        kind: Literal["card", "pile"] = "card" if found[1] == "card" else "pile"
        points[kind, int(found[2])] = int(found[3])
    if not points:
        raise BadRequestError(_("There is no such place for a dot."))
    return points


def target(told: str) -> tuple[str, int]:
    """Return where a card goes: ("pile", 3), ("card", 9), ("none", 0) or ("new", 0)."""
    if told in {"none", "new"}:
        return told, 0
    found = _TARGET.fullmatch(told)
    if found is None:
        raise BadRequestError(_("There is no such place on the wall."))
    return found[1], int(found[2])
