"""The repeated rows of a sheet's form: as many boxes as there are rows, and two more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import FieldList, FormField, SelectField
from wtforms.validators import ValidationError

from consult.ideamap import LANGUAGE_NAMES
from consult.kernel.forms import Form, LineField
from consult.kernel.i18n import _, _l
from consult.projects import (
    COMMITMENTS,
    FUNDINGS,
    MOST_ROWS,
    Commitment,
    Funding,
    Indicator,
    Partner,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wtforms import Field
    from wtforms.form import BaseForm

    from consult.kernel.i18n import Words
    from consult.projects import CandidateProject

SPARE_ROWS = 2
LONGEST_FIGURE = 40
LONGEST_AMOUNT = 13


class RowForm(Form):
    """One row: its words are asked once per language, and it has no token of its own."""

    class Meta(Form.Meta):
        """The sheet it stands in carries the token."""

        csrf = False

    def words(self) -> dict[str, str]:
        """What was typed, by language."""
        return {field.name.rpartition("_")[2]: field.data or "" for field in self.worded()}

    def worded(self) -> list[Field]:
        """The fields that are asked once per language."""
        return [field for field in self if field.short_name.startswith("words_")]


class PartnerForm(RowForm):
    """A partner: who, and how far it has bound itself."""

    name = LineField(_l("Who"))
    standing = SelectField(_l("Commitment"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing.choices = [(one.value, str(words)) for one, words in COMMITMENTS.items()]

    def row(self) -> Partner:
        """What was typed."""
        return Partner(self.name.data or "", self.words(), Commitment(self.standing.data))


class SourceForm(RowForm):
    """A source of money: how much, and how sure it is."""

    amount = LineField(_l("Euros"), max=LONGEST_FIGURE)
    standing = SelectField(_l("How sure"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing.choices = [(one.value, str(words)) for one, words in FUNDINGS.items()]

    def validate_amount(self, field: Field) -> None:
        """Take whole euros only, however their thousands are parted."""
        digits = _digits(field.data)
        if digits and not (digits.isascii() and digits.isdecimal()):
            raise ValidationError(_("Write the amount in whole euros, for example 2,600,000."))
        if len(digits) > LONGEST_AMOUNT:
            raise ValidationError(_("This amount is too large."))

    def row(self) -> Source:
        """What was typed."""
        digits = _digits(self.amount.data)
        return Source(self.words(), int(digits) if digits else None, Funding(self.standing.data))


class IndicatorForm(RowForm):
    """What is measured: its unit, today and at the end."""

    unit = LineField(_l("Unit"), max=LONGEST_FIGURE)
    start = LineField(_l("Today"), max=LONGEST_FIGURE)
    target = LineField(_l("Target"), max=LONGEST_FIGURE)

    def row(self) -> Indicator:
        """What was typed."""
        figures = (self.unit.data or "", self.start.data or "", self.target.data or "")
        return Indicator(self.words(), *figures)


class RowField(FormField):  # type: ignore[type-arg]  # it takes none when it runs
    """One row as a field of the sheet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("filters", None)
        super().__init__(*args, **kwargs)


class RowsField(FieldList):  # type: ignore[type-arg]  # as above
    """Some rows of one kind; what is wrong in them is said on top by the row's number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Every field of the house is cleaned; here it is each box that is, not the list of rows.
        kwargs.pop("filters", None)
        super().__init__(*args, **kwargs)

    def validate(self, form: BaseForm, extra_validators: Any = ()) -> bool:  # noqa: ANN401 - its stubs want a list
        """Check each row, and keep sentences rather than a list for each row."""
        good: bool = super().validate(form, extra_validators)
        self.errors = [
            _("Row %(num)s: %(said)s", num=number, said=message)
            for number, row in enumerate(self.entries, 1)
            for messages in row.errors.values()
            for message in messages
        ]
        return good

    def rows(self) -> tuple[Any, ...]:
        """What was typed, row by row."""
        return tuple(entry.form.row() for entry in self.entries)


KINDS: dict[str, tuple[type[RowForm], Words, Words]] = {
    "partners": (PartnerForm, _l("Partners"), _l("What it takes on")),
    "sources": (SourceForm, _l("Sources of money"), _l("Where it comes from")),
    "indicators": (IndicatorForm, _l("Indicators"), _l("What is measured")),
}


def rows_fields(languages: Sequence[str]) -> dict[str, Any]:
    """The fields for the rows of each kind, with their words in these languages."""
    return {
        name: RowsField(
            RowField(_in_languages(kind, words, languages)), label, max_entries=MOST_ROWS
        )
        for name, (kind, label, words) in KINDS.items()
    }


def rows_typed(project: CandidateProject | None) -> dict[str, list[dict[str, Any]]]:
    """What a form filled with a project's rows holds: each kind, and some empty rows."""
    typed = {}
    for name in KINDS:
        kept = getattr(project, name) if project else []
        spare = max(min(SPARE_ROWS, MOST_ROWS - len(kept)), 0)
        typed[name] = [_typed(row) for row in kept] + [{} for _spare in range(spare)]
    return typed


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """One kept row, as its form holds it."""
    plain = {key: value for key, value in row.items() if key != "words"}
    if plain.get("amount") is not None:
        plain["amount"] = str(plain["amount"])
    return plain | {f"words_{code}": words for code, words in row["words"].items()}


def _in_languages(kind: type[RowForm], words: Words, languages: Sequence[str]) -> type[RowForm]:
    boxes: dict[str, Any] = {
        f"words_{code}": LineField(
            _l("%(text)s (%(language)s)", text=words, language=LANGUAGE_NAMES[code])
            if len(languages) > 1
            else words,
            render_kw={"lang": code},
        )
        for code in languages
    }
    return type("AskedRow", (kind,), boxes)


def _digits(typed: str | None) -> str:
    kept = (typed or "").replace("€", "")
    return "".join(sign for sign in kept if sign not in " .,\u00a0\u202f'")
