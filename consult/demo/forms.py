"""The form by which one becomes one of the cast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired

from consult.kernel.forms import Form
from consult.kernel.i18n import _, _l

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.demo.players import Player


class CastForm(Form):
    """Who to be, and the page to come back to."""

    who = SelectField(
        _l("Who you are"),
        id="demo-who",
        validators=[InputRequired(_l("Choose who to be."))],
    )
    next = HiddenField()

    @classmethod
    def sent(cls, cast: Sequence[Player]) -> CastForm:
        """Return the form as it was sent."""
        form = cls()
        form.offer(cast)
        return form

    @classmethod
    def blank(cls, cast: Sequence[Player], next_path: str, now: str = "") -> CastForm:
        """Return the form untouched, whatever other form the page at hand was sent."""
        form = cls(formdata=None, data={"who": now, "next": next_path})
        form.offer(cast)
        return form

    def offer(self, cast: Sequence[Player]) -> None:
        """Offer these people; who is none of them now is a visitor."""
        choices = [(player.key, player.name) for player in cast]
        known = any(key == self.who.data for key, _name in choices)
        self.who.choices = choices if known else [("", _("a visitor")), *choices]
