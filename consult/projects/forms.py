"""The forms of a project: its sheet, the voices it comes from, and why it is set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from consult.contributions import CODE_LETTERS
from consult.ideamap import WordedForm, Wording, typed_texts, worded
from consult.kernel.forms import CreatingForm, Form, LineField, TextField
from consult.kernel.i18n import _, _l, text
from consult.kernel.text import COMMENT_LIMIT, TITLE_LIMIT
from consult.projects.drafts import TEXT_NAMES, OriginDraft, ProjectDraft
from consult.projects.models import CandidateProject, Section
from consult.projects.queries import other_platform_ids
from consult.projects.words import SECTIONS
from consult.taxonomy import platforms_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult.ideamap import Node
    from consult.processes import Process
    from consult.projects.models import Origin

LONGEST_VERSION = 9

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
}


class SheetForm(WordedForm):
    """The sheet of a project, and the platforms it is tagged to."""

    platform = SelectField(
        _l("Main platform"), validators=[InputRequired(_l("Choose the main platform."))]
    )
    others = SelectMultipleField(
        _l("It also touches"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def choose_from(self, process: Process) -> None:
        """Offer the plan's platforms."""
        platforms = platforms_of(process.cycle)
        self.platforms = {platform.code: platform.id for platform in platforms}
        titles = [(platform.code, text(platform.title)) for platform in platforms]
        self.platform.choices = [("", _("Choose one")), *titles]
        self.others.choices = titles

    def draft(self) -> ProjectDraft:
        """What was typed."""
        said = {name: self.said(name) for name in TEXT_NAMES}
        return ProjectDraft(
            **said,
            main_platform_id=self.platforms[self.platform.data],
            other_platform_ids=frozenset(self.platforms[code] for code in self.others.data or ()),
        )


class NewSheetForm(SheetForm, CreatingForm):
    """The same for a project that is not there yet; it may begin from a node."""

    action = "projects.project"

    node = HiddenField(default="")

    def node_asked(self) -> int | None:
        """The id of the node that it begins from."""
        typed = self.node.data or ""
        known = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_VERSION
        return int(typed) if known else None


def new_sheet_form(process: Process, node: Node | None = None) -> NewSheetForm:
    """A form for a project: from a node, filled with what the node says."""
    texts: dict[str, Mapping[str, str]] = {"promoter": process.cycle.body}
    if node is not None:
        texts |= {"title": node.title, "problem": node.summary}
    data: dict[str, Any] = typed_texts(texts, process.languages)
    data["node"] = str(node.id) if node else ""
    form = worded(NewSheetForm, TEXTS, process.languages)(data=data)
    form.choose_from(process)
    return form


def sheet_form(process: Process, project: CandidateProject) -> SheetForm:
    """The form for a project, filled with what its sheet says."""
    data: dict[str, Any] = typed_texts(texts_of(project), process.languages)
    data["version"] = str(project.version)
    form = worded(SheetForm, TEXTS, process.languages)(data=data)
    form.choose_from(process)
    if not form.is_submitted():
        codes = {platform_id: code for code, platform_id in form.platforms.items()}
        form.platform.data = codes.get(project.main_platform_id, "")
        form.others.data = [codes[one] for one in other_platform_ids(project) if one in codes]
    return form


def texts_of(project: CandidateProject) -> Mapping[str, Mapping[str, str]]:
    """The texts of a project by the names its form asks for them with."""
    return {name: getattr(project, name) for name in TEXT_NAMES}


class OriginForm(Form):
    """What a voice gave to a project."""

    section = SelectField(
        _l("To which part of the sheet"),
        validators=[InputRequired(_l("Choose a part of the sheet."))],
    )
    part = LineField(
        _l("The words kept"),
        max=COMMENT_LIMIT,
        description=_l(
            "As they stand in the sheet, if they do: there they are underlined and lead here."
        ),
    )
    note = TextField(
        _l("What was left out, and why"),
        max=COMMENT_LIMIT,
        description=_l("In whole sentences: the author and everyone else read them."),
    )
    version = HiddenField(default="0")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section.choices = [(one.value, str(words)) for one, words in SECTIONS.items()]

    def draft(self) -> OriginDraft:
        """What was typed."""
        return OriginDraft(
            Section(self.section.data), part=self.part.data or "", note=self.note.data or ""
        )

    def version_seen(self) -> int:
        """The version the person had before their eyes; anything else conflicts."""
        typed = self.version.data or ""
        known = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_VERSION
        return int(typed) if known else -1

    @classmethod
    def of(cls, origin: Origin) -> OriginForm:
        """The form filled with what is said of a voice."""
        return cls(
            data={
                "section": origin.section.value,
                "part": origin.part,
                "note": origin.note,
                "version": str(origin.version),
            }
        )


class NewOriginForm(OriginForm):
    """The same for a voice that is not at the origin yet: which one, by its code."""

    code = LineField(_l("Code"), validators=[InputRequired(_l("Write the contribution's code."))])

    def code_asked(self) -> str:
        """The code as typed, or nothing that could be one."""
        typed = (self.code.data or "").strip().upper()
        return typed if set(typed) <= set(CODE_LETTERS) else ""


class SettingAsideForm(Form):
    """Why a project is set aside."""

    reason = TextField(
        _l("Why it is set aside"),
        validators=[InputRequired(_l("Say why: everyone reads it."))],
        max=COMMENT_LIMIT,
        description=_l("Everyone reads it, and so do those whose voice is at its origin."),
    )
