"""The forms of joining: the code, who sits down, and what a facilitator changes of a seat."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from consult.accounts import LONGEST_ADDRESS
from consult.kernel.forms import CreatingForm, Form, LineField
from consult.kernel.i18n import _, _l
from consult.seats.commands import MOST_GROUPS, NAME_LIMIT, TOPIC_LIMIT, SeatDraft
from consult.seats.models import SeatKind
from consult.seats.words import KINDS

if TYPE_CHECKING:
    from wtforms import Field

    from consult.accounts import Person
    from consult.tables import Session

LONGEST_KEY = 40


class CodeForm(Form):
    """The code, as one hears it in the room; it opens a page and changes nothing."""

    class Meta(Form.Meta):
        """Sent by GET: there is nothing to protect."""

        csrf = False

    code = LineField(
        _l("Code"),
        validators=[InputRequired(_l("Write the code of the session: six letters."))],
        description=_l("Six letters: they are on the screen and on the poster."),
        max=40,
    )


class _WhoForm(Form):
    """Who sits down, for whom, from where."""

    name = LineField(
        _l("Name and surname"), validators=[InputRequired(_l("Write your name."))], max=NAME_LIMIT
    )
    kind = RadioField(
        _l("For whom are you here?"),
        choices=[],
        default=SeatKind.RESIDENT.value,
        validators=[InputRequired(_l("Say for whom you are here."))],
    )
    body = LineField(
        _l("Name of the body"),
        description=_l("An association, a company, an office: only if you are here for it."),
        max=NAME_LIMIT,
    )
    place = LineField(
        _l("Municipality"),
        description=_l("Leave this empty if you come from outside the area."),
        max=NAME_LIMIT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, str(words)) for kind, words in KINDS.items()]

    def draft(self) -> SeatDraft:
        """Return who sits down, as it was typed."""
        return SeatDraft(
            name=self.name.data or "",
            kind=SeatKind(self.kind.data),
            body=self.body.data or "",
            place=self.place.data or "",
            consents=bool(self["consents"].data) if "consents" in self else False,
            email=(self["email"].data or "") if "email" in self else "",
        )


class JoinForm(_WhoForm):
    """Who joins by the code, and that they agree to what is kept.

    `key` makes of a form sent twice one seat; it is no secret.
    """

    consents = BooleanField(
        validators=[
            InputRequired(_l("Read what is kept, and agree to it: without that there is no seat."))
        ]
    )
    email = LineField(
        _l("To get the minutes: your e-mail address"),
        description=_l(
            "Only if you want them. By writing it you agree that we use it for the minutes and "
            "for nothing else: it is kept apart, and deleted when they are approved, at the latest "
            "after 60 days."
        ),
        max=LONGEST_ADDRESS,
    )
    account = BooleanField()
    key = HiddenField()

    def __init__(self, session: Session, person: Person | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.consents.label.text = _(
            "I am at least %(age)d years old, I have read what is kept, and I agree.",
            age=session.table.process.minimum_age,
        )
        if session.takes_nicknames:
            self.name.label.text = _("Name or nickname")
        if person is None:
            del self.account
        else:
            self.account.label.text = _(
                "I sit down with my account, %(name)s: what I say here counts as mine.",
                name=person.name,
            )
        if not self.is_submitted():
            self.key.data = secrets.token_urlsafe(9)

    @property
    def with_account(self) -> bool:
        """Whether who joins wants their account attached at once."""
        return "account" in self and bool(self["account"].data)

    def validate_key(self, field: Field) -> None:
        """Take any key of ours; one made by hand may be anything short."""
        if not 0 < len(field.data or "") <= LONGEST_KEY:
            self.errors_on_top.append(
                _("This page was open for too long. Your text is below: send it again.")
            )
            field.data = secrets.token_urlsafe(9)
            raise ValidationError


class AddressForm(Form):
    """Where the minutes are sent, for who sat there."""

    email = LineField(
        _l("Your e-mail address"),
        [InputRequired(_l("Write your e-mail address."))],
        description=_l(
            "By writing it you agree that we use it for the minutes and for nothing else: it is "
            "kept apart, and deleted when they are approved, at the latest after 60 days."
        ),
        max=LONGEST_ADDRESS,
    )


class WriteDownForm(CreatingForm, _WhoForm):
    """A seat for someone in the room who has no phone."""

    action = "seats.write_down"

    consents = BooleanField(_l("They know what is kept of them, and they agree."))


class GroupsForm(Form):
    """How many groups, in which block."""

    number = IntegerField(
        _l("How many groups"),
        validators=[
            InputRequired(_l("Write how many groups to make.")),
            NumberRange(1, MOST_GROUPS, _l("Make from one group to fifty.")),
        ],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_GROUPS},
    )


class TopicForm(Form):
    """What a group works on."""

    topic = LineField(_l("Topic"), max=TOPIC_LIMIT)


class PlaceForm(Form):
    """Which seat goes to which group, by number and id."""

    seat = IntegerField(_l("Seat"), validators=[InputRequired(_l("Choose who moves."))])
    group = IntegerField(_l("Group"), validators=[InputRequired(_l("Choose a group."))])


class NameForm(Form):
    """Another name for a seat."""

    name = LineField(_l("Name"), validators=[InputRequired(_l("Write a name."))], max=NAME_LIMIT)
