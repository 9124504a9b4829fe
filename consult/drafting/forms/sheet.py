"""The form of a project's sheet: its texts in each language, its rows, and what it is tied to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from wtforms import Field, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from consult.drafting.forms.rows import rows_fields, rows_typed
from consult.ideamap import WordedForm, Wording, typed_texts, worded
from consult.kernel.forms import CreatingForm, TextField
from consult.kernel.i18n import Words, _, _l, text
from consult.kernel.text import TITLE_LIMIT
from consult.projects import (
    AGREEMENTS,
    COST_BANDS,
    TEXT_NAMES,
    AgreementKind,
    CostBand,
    ProjectDraft,
    tied_ids,
)
from consult.taxonomy import platforms_of, territory_of, themes_of
from consult.territory import municipalities_on, municipality_named, today, zones_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consult.contributions import Contribution
    from consult.ideamap import Node
    from consult.processes import Process
    from consult.projects import CandidateProject

F = TypeVar("F", bound="SheetForm")
LONGEST_NODE = 9
NONE = ""

TEXTS = {
    "title": Wording(
        _l("Title"), _l("What it does, in a few words."), one_line=True, most=TITLE_LIMIT
    ),
    "problem": Wording(_l("Problem"), _l("What does not work today, and for whom.")),
    "objective": Wording(_l("Objective"), _l("What is different once it is done."), rows=4),
    "actions": Wording(_l("Actions"), _l("What is done, in order: one line each, with 1. 2. 3.")),
    "promoter": Wording(
        _l("Promoter"), _l("Which body carries it, and who answers for it."), rows=3
    ),
    "cost": Wording(_l("Cost"), _l("How much, over how many years, and what for."), rows=3),
    "timing": Wording(_l("Timing"), _l("When it begins, its steps, when it is done."), rows=3),
    "agreement": Wording(_l("Agreement"), _l("Who signs it with whom, and by when."), rows=3),
}


def _checks(label: Words) -> SelectMultipleField:
    return SelectMultipleField(
        label,  # type: ignore[arg-type]  # lazy words do as well
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class SheetForm(WordedForm):
    """The sheet of a project, and what it is tied to."""

    platform = SelectField(
        _l("Main platform"), validators=[InputRequired(_l("Choose the main platform."))]
    )
    others = _checks(_l("It also touches"))
    themes = _checks(_l("Themes"))
    zones = _checks(_l("Zones"))
    municipalities = TextField(
        _l("Municipalities"),
        description=_l("One on each line, when it is not for whole zones only."),
    )
    band = SelectField(_l("Cost band"))
    kind = SelectField(_l("Kind of agreement"))

    def choose_from(self, process: Process) -> None:
        """Offer what the plan has."""
        cycle, territory = process.cycle, territory_of(process.cycle)
        self.territory = territory
        offered = {
            "others": [(one.code, one.id, text(one.title)) for one in platforms_of(cycle)],
            "themes": [(one.code, one.id, text(one.title)) for one in themes_of(cycle)],
            "zones": [(one.code, one.id, one.name) for one in zones_of(territory)],
        }
        self.ids = {
            name: {code: one_id for code, one_id, _title in rows} for name, rows in offered.items()
        }
        for name, rows in offered.items():
            self[name].choices = [(code, title) for code, _one_id, title in rows]
        self.platform.choices = [(NONE, _("Choose one"))]
        self.platform.choices += [(code, title) for code, _id, title in offered["others"]]
        bands = [(one.value, str(words)) for one, words in COST_BANDS.items()]
        kinds = [(one.value, str(words)) for one, words in AGREEMENTS.items()]
        self.band.choices = [(NONE, _("Not known yet")), *bands]
        self.kind.choices = [(NONE, _("Not known yet")), *kinds]

    def validate_municipalities(self, field: Field) -> None:
        """Take only names of municipalities that stand today, or became one that does."""
        self.place_ids: frozenset[int] = frozenset()
        for name in filter(None, (line.strip() for line in (field.data or "").splitlines())):
            place = municipality_named(self.territory, name, today())
            if place is None:
                raise ValidationError(_("No municipality is called “%(name)s”.", name=name[:80]))
            self.place_ids |= {place.id}

    def draft(self) -> ProjectDraft:
        """What was typed."""
        texts: dict[str, Any] = {name: self.said(name) for name in TEXT_NAMES}
        return ProjectDraft(
            **texts,
            main_platform_id=self.ids["others"][self.platform.data],
            other_platform_ids=self._chosen("others"),
            zone_ids=self._chosen("zones"),
            theme_ids=self._chosen("themes"),
            municipality_ids=self.place_ids,
            cost_band=CostBand(self.band.data) if self.band.data else None,
            agreement_kind=AgreementKind(self.kind.data) if self.kind.data else None,
            partners=self["partners"].rows(),
            sources=self["sources"].rows(),
            indicators=self["indicators"].rows(),
        )

    def _chosen(self, name: str) -> frozenset[int]:
        return frozenset(self.ids[name][code] for code in self[name].data or ())


class NewSheetForm(SheetForm, CreatingForm):
    """The same for a project that is not there yet; it may begin from a node, or from voices."""

    action = "projects.project"

    node = HiddenField(default="")
    voices = HiddenField(default="")

    def node_asked(self) -> int | None:
        """The id of the node that it begins from."""
        typed = self.node.data or ""
        known = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NODE
        return int(typed) if known else None

    def voices_asked(self) -> list[str]:
        """The codes of the voices that it begins from."""
        return str(self.voices.data or "").split()


def new_sheet_form(
    process: Process,
    node: Node | None = None,
    chosen: Sequence[Contribution] = (),
    behind: Sequence[Contribution] = (),
) -> NewSheetForm:
    """A form for a project, filled with what the node says or else the chosen voices do.

    `behind` are all the voices that come along: their places and themes are chosen already.
    """
    texts: dict[str, Mapping[str, str]] = {"promoter": process.cycle.body}
    if node is not None:
        texts |= {"title": node.title, "problem": node.summary}
    elif chosen:
        texts |= {
            "title": {chosen[0].language: chosen[0].title},
            "problem": _in_their_words(chosen),
        }
    data: dict[str, Any] = typed_texts(texts, process.languages) | rows_typed(None)
    data["node"] = str(node.id) if node else ""
    data["voices"] = " ".join(one.code for one in chosen)
    form = _asked(NewSheetForm, process, data)
    if not form.is_submitted():
        places = {one.municipality_id for one in behind}
        _choose(form, "themes", {one.theme_id for one in behind})
        form.municipalities.data = _names(process, places)
    return form


def sheet_form(process: Process, project: CandidateProject) -> SheetForm:
    """The form for a project: as it was typed, else filled with what its sheet says."""
    form = _asked(SheetForm, process, _data_of(process, project))
    if not form.is_submitted():
        _fill(form, process, project)
    return form


def saved_form(process: Process, project: CandidateProject) -> SheetForm:
    """The form filled with what the sheet says, whatever was typed: to lay beside it."""
    form = _asked(SheetForm, process, _data_of(process, project), formdata=None)
    _fill(form, process, project)
    return form


def _data_of(process: Process, project: CandidateProject) -> dict[str, Any]:
    data: dict[str, Any] = typed_texts(texts_of(project), process.languages) | rows_typed(project)
    data["version"] = str(project.version)
    data["band"], data["kind"] = project.cost_band or NONE, project.agreement_kind or NONE
    return data


def _fill(form: SheetForm, process: Process, project: CandidateProject) -> None:
    """Fill in what the sheet is tied to."""
    tied = tied_ids(project)
    codes = {platform_id: code for code, platform_id in form.ids["others"].items()}
    form.platform.data = codes.get(project.main_platform_id, NONE)
    for name in ("others", "themes", "zones"):
        _choose(form, name, tied[name])
    form.municipalities.data = _names(process, tied["municipalities"])


def texts_of(project: CandidateProject) -> Mapping[str, Mapping[str, str]]:
    """The texts of a project by the names its form asks for them with."""
    return {name: getattr(project, name) for name in TEXT_NAMES}


def _asked(kind: type[F], process: Process, data: dict[str, Any], **given: None) -> F:
    languages = process.languages
    form = worded(kind, TEXTS, languages, **rows_fields(languages))(data=data, **given)
    form.choose_from(process)
    return form


def _choose(form: SheetForm, name: str, ids: Iterable[int | None]) -> None:
    wanted = set(ids)
    form[name].data = [code for code, one in form.ids[name].items() if one in wanted]


def _names(process: Process, ids: Iterable[int | None]) -> str:
    wanted = set(ids)
    standing = municipalities_on(territory_of(process.cycle), today())
    return "\n".join(place.name for place in standing if place.id in wanted)


def _in_their_words(chosen: Sequence[Contribution]) -> dict[str, str]:
    """The chosen voices as a list, each in the language in which it spoke."""
    said: dict[str, list[str]] = {}
    for one in chosen:
        said.setdefault(one.language, []).append(f"- «{one.title}»")
    return {language: "\n".join(lines) for language, lines in said.items()}
