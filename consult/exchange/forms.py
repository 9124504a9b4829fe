"""The forms of the import desk: a file to send, and which of its columns is what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import Field, FileField, RadioField, SelectField
from wtforms.validators import ValidationError

from consult.exchange.columns import TARGETS, Columns, languages_named
from consult.exchange.guessing import ONLY_OF_COMMENTS, ONLY_OF_CONTRIBUTIONS
from consult.exchange.models import Import, Kind
from consult.exchange.preview import count_rows
from consult.exchange.uploads import keep, place_of
from consult.exchange.words import KINDS
from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm, Form, LineField
from consult.kernel.i18n import _, _l

if TYPE_CHECKING:
    from collections.abc import Sequence

LABELS = {
    "title": _l("Title"),
    "body": _l("Text"),
    "source_id": _l("Identifier there"),
    "source_url": _l("Address there"),
    "supports": _l("Supports counted there"),
    "comments": _l("Comments counted there"),
    "place": _l("Place, by its name"),
    "theme": _l("Theme, by its name"),
    "channel": _l("Where it was said"),
    "state": _l("State"),
    "language": _l("Language"),
    "date": _l("Date"),
    "parent": _l("Comment that it answers"),
    "contribution": _l("Contribution that it is about"),
    "area": _l("Areas, made where they are new"),
    "new_theme": _l("Themes, made where they are new"),
}
PLACES = frozenset({"place", "theme"})


class FileForm(CreatingForm):
    """A file, and what its rows are. What was sent is on disk before the database is held."""

    action = "import"

    kind = RadioField(
        _l("What its rows are"),
        choices=[],
        default=Kind.CONTRIBUTIONS.value,
    )
    file = FileField(
        _l("File"),
        description=_l("CSV or XLSX, at most 50 MB. Its first line names the columns."),
    )

    sha256 = ""
    rows = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, words) for kind, words in KINDS.items()]

    def validate_file(self, field: Field) -> None:
        """Keep the file and count its rows; refuse what is none."""
        sent = field.data
        if sent is None or not getattr(sent, "filename", ""):
            raise ValidationError(_("Choose a file."))
        try:
            self.sha256 = keep(sent.stream)
            self.rows = count_rows(place_of(self.sha256))
        except RefusedError as refusal:
            raise ValidationError(str(refusal.message)) from refusal


class BaseColumnsForm(Form):
    """Which column is what: a choice per target; made by `columns_form` for a file."""

    languages = LineField(
        _l("Language of rows that name none"),
        description=_l("By its code, such as it. Several, the likeliest first: ca,es."),
    )
    profile = LineField(
        _l("Keep these columns under a name"),
        description=_l("For the next file of the same shape. Leave it empty to keep nothing."),
    )

    def columns(self, kind: Kind) -> Columns:
        """What was chosen. Raises `RefusedError` for languages that are none."""
        chosen = {name: str(self[name].data or "") for name in LABELS if name in self}
        return Columns(
            kind=kind,
            targets={name: chosen[name] for name in TARGETS if chosen.get(name)},
            area=chosen.get("area", ""),
            new_theme=chosen.get("new_theme", ""),
            languages=languages_named(self.languages.data or ""),
        )


def targets_of(kind: Kind, *, own_vocabulary: bool) -> list[str]:
    """Return what a file of this kind may hold, in the order it is asked."""
    left_out = ONLY_OF_CONTRIBUTIONS | PLACES if kind is Kind.COMMENTS else ONLY_OF_COMMENTS
    names = [name for name in TARGETS if name not in left_out]
    if kind is Kind.CONTRIBUTIONS and own_vocabulary:
        names = [name for name in names if name not in PLACES] + ["area", "new_theme"]
    return names


def columns_form(
    made: Import, columns: Columns, header: Sequence[str], *, own_vocabulary: bool
) -> BaseColumnsForm:
    """The form for one file's columns, filled with what is known of them."""
    named = [(name, name) for name in dict.fromkeys(header)]
    choices = [("", _("Not in this file")), *named]
    names = targets_of(made.kind, own_vocabulary=own_vocabulary)
    boxes = {name: SelectField(LABELS[name], choices=[]) for name in names}
    values = dict(columns.targets) | {
        "area": columns.area,
        "new_theme": columns.new_theme,
        "languages": ",".join(columns.languages),
    }
    form: BaseColumnsForm = type("ColumnsForm", (BaseColumnsForm,), boxes)(data=values)
    for name in names:
        form[name].choices = choices
    return form
