"""What phones and consoles send for a method: a ranking, a cell of the grid, places, tables."""

from __future__ import annotations

import re
from typing import Literal

from flask import request
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from consult.kernel.errors import BadRequestError, RefusedError
from consult.kernel.forms import ActionForm, Form, TextField
from consult.kernel.i18n import _, _l
from consult.rounds.commands.grid import MOST_PLACES, PLACE_LENGTH
from consult.seats import MOST_GROUPS

_TARGET = re.compile(r"(card|pile)-([0-9]{1,9})")
_CELL = re.compile(r"([0-9]{1,9})-([0-9]{1,3})")


class TablesForm(Form):
    """How many tables there are in each round to come."""

    tables = IntegerField(
        _l("How many tables"),
        validators=[
            InputRequired(_l("Write how many tables there are.")),
            NumberRange(1, MOST_GROUPS, _l("Make from one table to fifty.")),
        ],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_GROUPS},
    )


class ReadingForm(ActionForm):
    """How many cards were called when the button was shown."""

    after = IntegerField(validators=[Optional()], widget=HiddenInput())


class PlacesForm(Form):
    """The places of a grid, one a line."""

    places = TextField(
        _l("Places"),
        validators=[InputRequired(_l("Write at least one place."))],
        description=_l("Rooms or corners, one a line."),
        max=MOST_PLACES * (PLACE_LENGTH + 2),
        render_kw={"rows": 4},
    )

    def names(self) -> list[str]:
        """Return the places that were typed."""
        return (self.places.data or "").splitlines()


class CellForm(ActionForm):
    """A card, and the cell it goes to: the hour and the place."""

    card = IntegerField(validators=[Optional()], widget=HiddenInput())
    cell = StringField(validators=[Length(max=20)])

    def chosen(self) -> tuple[int, int]:
        """Return the hour's block and the number of the place. Raises `RefusedError`."""
        found = _CELL.fullmatch(self.cell.data or "")
        if found is None:
            raise RefusedError(_("Choose a free cell of the grid first."))
        return int(found[1]), int(found[2])


def order_sent() -> list[tuple[Literal["card", "pile"], int]]:
    """Return the ranking that a phone sent, places left empty closed up.

    Raises `BadRequestError`.
    """
    order: list[tuple[Literal["card", "pile"], int]] = []
    for told in request.form.getlist("place"):
        if not told:
            continue
        found = _TARGET.fullmatch(told)
        if found is None:
            raise BadRequestError(_("There is no such card in this ranking."))
        order.append(("card" if found[1] == "card" else "pile", int(found[2])))
    return order
