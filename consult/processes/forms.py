"""Forms for setting a consultation up; each text is asked in the consultation's languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from wtforms import (
    EmailField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from consult.accounts import LONGEST_ADDRESS
from consult.kernel.forms import (
    CreatingForm,
    Form,
    LineField,
    MomentField,
    TextField,
    VersionedForm,
)
from consult.kernel.i18n import Words, _, _l, current_language
from consult.processes.commands import PhaseDraft, ProcessDraft, Texts
from consult.processes.models import Activity, Phase, Process, Role
from consult.processes.moments import typed_moment, wall_clock
from consult.processes.words import ACTIVITIES, ROLES

# Each text of a consultation: its label, its hint, and whether it is one line.
TEXTS: dict[str, tuple[Words, Words, bool]] = {
    "title": (_l("Title"), _l("The name of the consultation."), True),
    "question": (
        _l("Question"),
        _l("What you ask people, in one line: it is the first thing they read."),
        True,
    ),
    "summary": (_l("Summary"), _l("What the consultation is about, in a few lines."), False),
    "who_decides": (_l("Who decides"), _l("Which body decides, and when."), False),
    "can_change": (
        _l("What can change"),
        _l("What people's contributions can still change."),
        False,
    ),
    "cannot_change": (
        _l("What cannot change"),
        _l("What is already decided, or is not up to this body."),
        False,
    ),
}


class LanguagesForm(Form):
    """A form whose texts are asked once per language, as `title_it` and `title_en`."""

    def said(self, name: str) -> dict[str, str]:
        """Return what was typed for one text, by language."""
        return {
            field.name.rpartition("_")[2]: field.data or ""
            for field in self
            if field.name.rpartition("_")[0] == name
        }


def _per_language(
    name: str, label: Words, hint: Words, languages: list[str], *, one_line: bool
) -> dict[str, Field]:
    """Return a field per language; each is marked with its language for who reads aloud."""
    kind = LineField if one_line else TextField
    return {
        f"{name}_{code}": kind(
            _in_language(label, code) if len(languages) > 1 else label,
            description=hint,
            render_kw={"lang": code},
        )
        for code in languages
    }


def _in_language(label: Words, code: str) -> str:
    """Return a label with the language it asks for, such as "Title (English)"."""
    language = Locale.parse(code).get_display_name(current_language())
    return _("%(text)s (%(language)s)", text=label, language=language)


class BaseTextsForm(LanguagesForm, VersionedForm):
    """What a consultation says of itself, and the version it was read at."""

    minimum_age = IntegerField(
        _l("Minimum age"),
        validators=[InputRequired(_l("Write an age in years."))],
        description=_l("14 or more: the law asks a parent's consent below."),
        render_kw={"inputmode": "numeric"},
    )

    def texts(self) -> Texts:
        """Return the texts as typed."""
        return Texts(**{name: self.said(name) for name in TEXTS})


def texts_form(process: Process, data: Mapping[str, Any] | None = None) -> BaseTextsForm:
    """Return the form for a consultation's texts, in its languages."""
    fields: dict[str, Any] = {}
    for name, (label, hint, one_line) in TEXTS.items():
        fields |= _per_language(name, label, hint, process.languages, one_line=one_line)
    form: BaseTextsForm = type("TextsForm", (BaseTextsForm,), fields)(data=data)
    return form


def filled_texts_form(process: Process) -> BaseTextsForm:
    """Return the form with what the consultation says now."""
    data: dict[str, Any] = {"minimum_age": process.minimum_age, "version": str(process.version)}
    for name in TEXTS:
        for code in process.languages:
            data[f"{name}_{code}"] = getattr(process, name).get(code, "")
    return texts_form(process, data)


class StartForm(CreatingForm):
    """Asks for what a draft needs; the rest is written at its desk."""

    action = "processes.create"

    slug = LineField(
        _l("Address"),
        validators=[InputRequired(_l("Choose an address."))],
        max=60,
        description=_l("The last part of its web address, such as plan-2026. It does not change."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    title = LineField(
        _l("Title"),
        validators=[InputRequired(_l("Give the consultation a title."))],
        description=_l("The name of the consultation."),
    )
    cycle = SelectField(_l("Plan"), validators=[InputRequired(_l("Choose a plan."))])

    def draft(self, language: str) -> ProcessDraft:
        """Return what was typed, the title in the language it was typed in."""
        return ProcessDraft(
            slug=self.slug.data or "", texts=Texts(title={language: self.title.data or ""})
        )


class MultiCheckboxField(SelectMultipleField):
    """What a phase opens, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class BasePhaseForm(LanguagesForm, VersionedForm):
    """When a phase opens and closes, on the consultation's own clock, and what it opens."""

    opens_at = MomentField(_l("Opens"))
    closes_at = MomentField(
        _l("Closes"),
        description=_l("From this instant on, nothing more is taken in."),
    )
    opens = MultiCheckboxField(
        _l("What people can do"),
        choices=[],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opens.choices = [
            (activity.value, str(words)) for activity, words in ACTIVITIES.items()
        ]

    def draft(self, zone: ZoneInfo) -> PhaseDraft:
        """Return the phase; raises `RefusedError` beside a time that its clock skips or repeats."""
        return PhaseDraft(
            title=self.said("title"),
            summary=self.said("summary"),
            opens_at=typed_moment(self.opens_at.data, zone, "opens_at"),
            closes_at=typed_moment(self.closes_at.data, zone, "closes_at"),
            opens=[Activity(code) for code in self.opens.data or []],
        )


class NewPhaseForm(BasePhaseForm, CreatingForm):
    """Asks for a new phase; sent twice, it makes one."""

    action = "phases.create"


def phase_form(process: Process, phase: Phase | None = None, *, filled: bool) -> BasePhaseForm:
    """Return the form for a phase, or for a new one, in the consultation's languages."""
    fields = _per_language(
        "title", _l("Title of the phase"), "", process.languages, one_line=True
    ) | _per_language("summary", _l("What happens in it"), "", process.languages, one_line=False)
    kind = NewPhaseForm if phase is None else BasePhaseForm
    data: dict[str, Any] = {}
    if phase is not None and filled:
        zone = process.time_zone
        data = {
            "opens_at": wall_clock(phase.opens_at, zone),
            "closes_at": wall_clock(phase.closes_at, zone),
            "opens": phase.opens,
            "version": str(phase.version),
        }
        for code in process.languages:
            data[f"title_{code}"] = phase.title.get(code, "")
            data[f"summary_{code}"] = phase.summary.get(code, "")
    form: BasePhaseForm = type("PhaseForm", (kind,), fields)(data=data)
    return form


class StaffForm(CreatingForm):
    """Names someone to a post."""

    action = "staff.create"

    email = EmailField(
        _l("E-mail address"),
        validators=[
            InputRequired(_l("Write their e-mail address.")),
            Length(max=LONGEST_ADDRESS, message=_l("This address is too long.")),
        ],
        description=_l("Someone new finds the post at their first sign-in. We write to tell them."),
        render_kw={"autocomplete": "off"},
    )
    role = SelectField(_l("Role"))
    zone = SelectField(_l("Zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [(role.value, str(words)) for role, words in ROLES.items()]

    def role_chosen(self) -> Role:
        """Return the role; the choices allow no other."""
        return Role(self.role.data)


class BasePactForm(LanguagesForm, CreatingForm):
    """A new version of the pact."""

    action = "pact.create"


def pact_form(process: Process, texts: Mapping[str, str] | None = None) -> BasePactForm:
    """Return the form for a new version, begun from the present one."""
    fields = _per_language(
        "text",
        _l("The pact"),
        _l("What the body promises and what it asks of who takes part. Markdown."),
        process.languages,
        one_line=False,
    )
    data = {f"text_{code}": said for code, said in (texts or {}).items()}
    form: BasePactForm = type("PactForm", (BasePactForm,), fields)(data=data)
    return form
