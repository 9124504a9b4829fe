"""Forms of promises: what they say, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import DateField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from consult.commitments.commands import CommitmentDraft
from consult.commitments.models import CommitmentState
from consult.commitments.words import AGREEMENTS, STATES
from consult.kernel.forms import CreatingForm, Form, LineField, TextField, VersionedForm
from consult.kernel.i18n import _, _l
from consult.kernel.text import COMMENT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.commitments.models import Commitment
    from consult.wall import Pile


class CommitmentForm(CreatingForm, VersionedForm):
    """Who does what by when, and with which agreement."""

    action = "minutes.commitment"

    who = LineField(
        _l("Who"),
        [InputRequired(_l("Say who does it: a body, an office, a person."))],
        description=_l("A body, an office or a person that was there."),
    )
    what = TextField(_l("What"), [InputRequired(_l("Say what they do."))], max=COMMENT_LIMIT)
    by_when = DateField(_l("By when"), [Optional()])
    agreement = SelectField(_l("With which agreement"))
    pile = SelectField(_l("Group of cards"))
    email = LineField(
        _l("Address for reminders"),
        description=_l(
            "One letter a week before the day, one on the day, one when it is a week late. Whoever "
            "has an account with it says what became of it. It is never shown."
        ),
    )
    back = HiddenField()

    def choose_from(self, piles: Sequence[tuple[Pile, int | None]]) -> None:
        """Offer the agreements, and the piles with their points, the most chosen first."""
        self.agreement.choices = [(code, str(words)) for code, words in AGREEMENTS.items()]
        self.pile.choices = [
            ("", _("None in particular")),
            *((str(pile.id), _with_points(pile, points)) for pile, points in piles),
        ]

    def draft(self) -> CommitmentDraft:
        """What was typed."""
        return CommitmentDraft(
            who=self.who.data or "",
            what=self.what.data or "",
            by_when=self.by_when.data,
            agreement=self.agreement.data or "",
            pile_id=int(self.pile.data) if self.pile.data else None,
            email=self.email.data or "",
        )


def _with_points(pile: Pile, points: int | None) -> str:
    if points is None:
        return pile.title
    return _("%(title)s (%(points)s points)", title=pile.title, points=points)


def saved_in(commitment: Commitment) -> dict[str, object]:
    """A promise as its form is filled with it."""
    return {
        "who": commitment.who,
        "what": commitment.what,
        "by_when": commitment.by_when,
        "agreement": commitment.agreement,
        "pile": str(commitment.pile_id or ""),
        "email": commitment.email or "",
        "version": str(commitment.version),
    }


class SettlingForm(Form):
    """What became of a promise."""

    state = RadioField(
        _l("What became of it"),
        choices=[],
        validators=[InputRequired(_l("Choose what became of it."))],
    )
    note = TextField(
        _l("In a few words"),
        max=COMMENT_LIMIT,
        description=_l("What is dropped needs its reason. Everyone reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = [(state.value, str(words)) for state, words in STATES.items()]

    def chosen(self) -> CommitmentState:
        """What was chosen."""
        return CommitmentState(self.state.data)
