"""Forms for signing in and for telling who one is."""

from __future__ import annotations

from typing import Any

from babel import Locale
from wtforms import EmailField, IntegerField, RadioField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from consult.accounts.addresses import LONGEST_ADDRESS
from consult.accounts.codes import DIGITS
from consult.accounts.commands import LONGEST_NAME, Profile
from consult.accounts.models import Person, Tie
from consult.accounts.queries import home_of
from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm, Form, LineField
from consult.kernel.i18n import LANGUAGES, Words, _, _l
from consult.territory import Municipality, home_territory, municipality_named, today

TIES: dict[Tie, Words] = {
    Tie.LIVES: _l("I live there"),
    Tie.WORKS: _l("I work or study there"),
    Tie.CITY_USER: _l("I am often there"),
}


def _only_digits(typed: str | None) -> str:
    """Let people type or paste a code with spaces or a dash in it."""
    return "".join(char for char in typed or "" if char not in " -\u00a0\u2009")


def _own_name(code: str) -> str:
    """Return a language's name in that language, as who reads it looks for it."""
    return str(Locale.parse(code).display_name).capitalize()


class AddressForm(CreatingForm):
    """Asks for the address to which a code is sent; sent twice, it sends one."""

    action = "accounts.sign_in"

    email = EmailField(
        _l("Your e-mail address"),
        validators=[
            InputRequired(_l("Write your e-mail address.")),
            Length(max=LONGEST_ADDRESS, message=_l("This address is too long.")),
        ],
        description=_l("We send you a code: no password to remember."),
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )


class CodeForm(Form):
    """Asks for the six digits."""

    code = LineField(
        _l("The six digits"),
        validators=[
            InputRequired(_l("Write the six digits we sent you.")),
            Regexp(rf"[0-9]{{{DIGITS}}}\Z", message=_l("The code is made of six digits.")),
        ],
        max=20,
        filters=[_only_digits],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"},
    )


class ProfileForm(Form):
    """What a person says of themselves."""

    display_name = LineField(
        _l("The name that others read"),
        validators=[InputRequired(_l("Write the name that others will read."))],
        max=LONGEST_NAME,
        description=_l("It stands beside what you write. It need not be your full name."),
        render_kw={"autocomplete": "nickname"},
    )
    language = RadioField(
        _l("Language of the pages and of our letters"),
        choices=[],
        validators=[InputRequired(_l("Choose one of the languages."))],
    )
    municipality = LineField(
        _l("Your municipality"),
        description=_l("It counts where people take part from; others do not see it."),
        render_kw={"list": "municipalities", "autocomplete": "off"},
    )
    tie = RadioField(
        _l("What ties you to it"),
        choices=[],
        validators=[Optional()],
    )
    birth_year = IntegerField(
        _l("Year of birth"),
        validators=[Optional()],
        description=_l("A consultation may ask for it, to check the minimum age."),
        render_kw={"inputmode": "numeric", "autocomplete": "bday-year"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [(code, _own_name(code)) for code in LANGUAGES]
        self.tie.choices = [(tie.value, str(words)) for tie, words in TIES.items()]

    @classmethod
    def of(cls, person: Person) -> ProfileForm:
        """Return the form filled with what the person said before."""
        place = home_of(person)
        return cls(
            data={
                "display_name": person.display_name,
                "language": person.language,
                "municipality": place.name if place else "",
                "tie": person.tie.value if person.tie else None,
                "birth_year": person.birth_year,
            }
        )

    def profile(self) -> Profile:
        """Return what was said; raises `RefusedError` beside a municipality nobody knows."""
        return Profile(
            display_name=self.display_name.data or "",
            language=self.language.data or "",
            municipality=self._place(),
            tie=Tie(self.tie.data) if self.tie.data else None,
            birth_year=self.birth_year.data,
        )

    def _place(self) -> Municipality | None:
        name = self.municipality.data or ""
        if not name:
            return None
        place = municipality_named(home_territory(), name, today())
        if place is None:
            raise RefusedError(
                _("We do not know this municipality: choose one from the list."),
                field="municipality",
            )
        return place
