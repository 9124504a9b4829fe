"""The forms of a project's origins and of its life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import SelectField
from wtforms.validators import InputRequired

from consult.contributions import CODE_LETTERS
from consult.kernel.forms import Form, LineField, TextField, VersionedForm
from consult.kernel.i18n import _, _l, text
from consult.kernel.text import COMMENT_LIMIT
from consult.projects import SECTIONS, OriginDraft, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.projects import CandidateProject, Origin


class OriginForm(VersionedForm):
    """What a voice gave to a project."""

    section = SelectField(
        _l("To which part of the sheet"),
        validators=[InputRequired(_l("Choose a part of the sheet."))],
    )
    part = LineField(
        _l("The words kept"),
        max=COMMENT_LIMIT,
        description=_l(
            "Copied from the contribution as they stand there. If they stand in the sheet too,"
            " they are underlined and lead here."
        ),
    )
    made = LineField(
        _l("What came of them"),
        max=COMMENT_LIMIT,
        description=_l("For example: the object of the project, the second action."),
    )
    note = TextField(
        _l("What was left out, and why"),
        max=COMMENT_LIMIT,
        description=_l("In whole sentences: the author and everyone else read them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section.choices = [(one.value, str(words)) for one, words in SECTIONS.items()]

    def draft(self) -> OriginDraft:
        """What was typed."""
        return OriginDraft(
            Section(self.section.data),
            part=self.part.data or "",
            note=self.note.data or "",
            made=self.made.data or "",
        )

    @classmethod
    def of(cls, origin: Origin) -> OriginForm:
        """The form filled with what is said of a voice."""
        return cls(
            data={
                "section": origin.section.value,
                "part": origin.part,
                "made": origin.made,
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


class AcceptanceForm(Form):
    """By which act a project is accepted, if it is to be said."""

    note = TextField(
        _l("By which act, and what happens next"),
        max=COMMENT_LIMIT,
        description=_l("Everyone reads it, and so do those whose voice is at its origin."),
    )


class JoiningForm(Form):
    """Into which project another goes, and why."""

    into = SelectField(
        _l("Into which project"), validators=[InputRequired(_l("Choose a project."))]
    )
    why = TextField(
        _l("Why they go together"),
        validators=[InputRequired(_l("Say why: everyone reads it."))],
        max=COMMENT_LIMIT,
        description=_l("Its voices stay its own, and follow it there."),
    )

    def choose_from(self, projects: Sequence[CandidateProject]) -> None:
        """Offer these projects."""
        self.into.choices = [("", _("Choose one"))]
        self.into.choices += [(one.code, f"{one.code} {text(one.title)}") for one in projects]


class ReopeningForm(Form):
    """Why an acceptance or a joining is taken back."""

    back = TextField(
        _l("Why it is taken back"),
        validators=[InputRequired(_l("Say why: everyone reads it."))],
        max=COMMENT_LIMIT,
    )


class SettingAsideForm(Form):
    """Why a project is set aside."""

    reason = TextField(
        _l("Why it is set aside"),
        validators=[InputRequired(_l("Say why: everyone reads it."))],
        max=COMMENT_LIMIT,
        description=_l("Everyone reads it, and so do those whose voice is at its origin."),
    )
