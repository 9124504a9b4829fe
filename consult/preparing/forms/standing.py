"""The forms of a table: what it is about, who sits at it, who runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import EmailField, RadioField, SelectField
from wtforms.validators import InputRequired, Length

from consult.accounts import LONGEST_ADDRESS
from consult.kernel.forms import CreatingForm, LineField
from consult.kernel.i18n import _, _l, text
from consult.processes import WordedForm, Wording, typed_texts, worded
from consult.tables import MEMBER_KINDS, TABLE_KINDS, MemberDraft, MemberKind, TableDraft, TableKind
from consult.taxonomy import territory_of, themes_of
from consult.territory import municipality_named, today, zones_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult.processes import Process
    from consult.tables import Table

TEXTS = {
    "name": Wording(_l("Name"), _l("As people call it: “Table of the north-west”."), one_line=True),
    "mandate": Wording(
        _l("Mandate"), _l("What it is for, and what becomes of what it says."), rows=4
    ),
}


class TableForm(WordedForm):
    """What a table is about."""

    kind = RadioField(_l("Kind of table"), choices=[], validators=[InputRequired(_l("Choose."))])
    zone = SelectField(_l("Zone"), description=_l("For the table of a zone."))
    theme = SelectField(_l("Theme"), description=_l("For a table on a theme."))

    def draft(self, process: Process) -> TableDraft:
        """Return what was typed."""
        zones = zones_of(territory_of(process.cycle))
        themes = themes_of(process.cycle)
        return TableDraft(
            kind=TableKind(self.kind.data),
            name=self.said("name"),
            mandate=self.said("mandate"),
            zone=next((one for one in zones if one.code == self.zone.data), None),
            theme=next((one for one in themes if one.code == self.theme.data), None),
        )


class NewTableForm(TableForm, CreatingForm):
    """Asks for a new table; sent twice, it makes one."""

    action = "preparing.create"


def table_form(
    process: Process, table: Table | None = None, data: Mapping[str, Any] | None = None
) -> TableForm:
    """Return the form of a table, or of a new one, in the consultation's languages."""
    base: type[TableForm] = NewTableForm if table is None else TableForm
    form = worded(base, TEXTS, process.languages)(data=data or {"kind": TableKind.ZONE.value})
    form.kind.choices = [(kind.value, str(words)) for kind, words in TABLE_KINDS.items()]
    form.zone.choices = [
        ("", _("None")),
        *((zone.code, zone.name) for zone in zones_of(territory_of(process.cycle))),
    ]
    form.theme.choices = [
        ("", _("None")),
        *((theme.code, text(theme.title)) for theme in themes_of(process.cycle)),
    ]
    return form


def filled_table_form(process: Process, table: Table) -> TableForm:
    """Return the form with what a table is now."""
    data: dict[str, Any] = {
        "kind": table.kind.value,
        "zone": table.zone.code if table.zone else "",
        "theme": table.theme.code if table.theme else "",
        "version": str(table.version),
    }
    data |= typed_texts({"name": table.name, "mandate": table.mandate}, process.languages)
    return table_form(process, table, data)


class MemberForm(CreatingForm):
    """Asks for someone who sits at a table."""

    action = "preparing.members"

    kind = RadioField(_l("Who"), choices=[], default=MemberKind.MUNICIPALITY.value)
    called = LineField(
        _l("Name"),
        description=_l("Of the municipality, the body or the person. Everyone reads it."),
        validators=[InputRequired(_l("Write a name."))],
        render_kw={"list": "municipalities"},
    )
    delegate = LineField(
        _l("Delegate"), description=_l("Who comes for the municipality or the body.")
    )
    email = EmailField(
        _l("E-mail address"),
        validators=[Length(max=LONGEST_ADDRESS, message=_l("This address is too long."))],
        description=_l("For invitations; nobody else reads it."),
    )

    def draft(self, process: Process) -> MemberDraft:
        """Return who it is; a municipality is found by its name."""
        kind, called = MemberKind(self.kind.data), self.called.data or ""
        place = None
        if kind is MemberKind.MUNICIPALITY:
            place = municipality_named(territory_of(process.cycle), called, today())
        return MemberDraft(
            kind=kind,
            called=called,
            delegate=self.delegate.data or "",
            email=self.email.data or "",
            municipality=place,
        )


def member_form(*, empty: bool = False) -> MemberForm:
    """Return the form for a member."""
    form = MemberForm(formdata=None) if empty else MemberForm()
    form.kind.choices = [(kind.value, str(words)) for kind, words in MEMBER_KINDS.items()]
    return form


class FacilitatorForm(CreatingForm):
    """Asks who else runs a table."""

    action = "preparing.facilitators"

    email = EmailField(
        _l("E-mail address"),
        validators=[
            InputRequired(_l("Write their e-mail address.")),
            Length(max=LONGEST_ADDRESS, message=_l("This address is too long.")),
        ],
        description=_l("They prepare and run the sessions of this table. We write to tell them."),
        render_kw={"autocomplete": "off"},
        id="facilitator-email",
    )
