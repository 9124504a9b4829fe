"""The forms of the import desk: a file to send, and which of its columns is what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wtforms import Field, FileField, RadioField, SelectField
from wtforms.validators import ValidationError

from consult.exchange.columns import TARGETS, Columns, languages_named
from consult.exchange.guessing import ONLY_OF_COMMENTS, ONLY_OF_CONTRIBUTIONS
from consult.exchange.models import Import, Kind
from consult.exchange.opening import Export, exports_in
from consult.exchange.preview import count_rows
from consult.exchange.words import EXPORT, EXPORT_WORDS, KINDS
from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm, Form, LineField
from consult.kernel.i18n import _, _l
from consult.sheets import Part, keep, keep_part, place_of, received_parts

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
        description=_l(
            "CSV, XLSX or JSON, at most 50 MB. Its first line names the columns. An export of "
            "Decidim may be a zip archive."
        ),
    )

    sha256 = ""
    rows = 0
    exports: Sequence[Export[tuple[str, int]]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.value, words) for kind, words in KINDS.items()]
        self.kind.choices = [*choices, (EXPORT, EXPORT_WORDS)]

    def validate_file(self, field: Field) -> None:
        """Keep the file and count its rows; refuse what is none."""
        sent = field.data
        if sent is None or not getattr(sent, "filename", ""):
            raise ValidationError(_("Choose a file."))
        try:
            if self.kind.data == EXPORT:
                with received_parts(sent.stream, sent.filename) as parts:
                    self.exports = exports_in(parts, _kept)
            else:
                self.sha256 = keep(sent.stream)
                self.rows = count_rows(place_of(self.sha256))
        except RefusedError as refusal:
            raise ValidationError(str(refusal.message)) from refusal


def _kept(part: Part) -> tuple[str, int]:
    """Keep a file of rows, and count them."""
    sha256 = keep_part(part)
    return sha256, count_rows(place_of(sha256))


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

    def columns(self, before: Columns) -> Columns:
        """What was chosen. Raises `RefusedError` for languages that are none."""
        languages = languages_named(self.languages.data or "")
        if before.entity:
            return replace(before, languages=languages)
        chosen = {name: str(self[name].data or "") for name in LABELS if name in self}
        return Columns(
            kind=before.kind,
            targets={name: chosen[name] for name in TARGETS if chosen.get(name)},
            area=chosen.get("area", ""),
            new_theme=chosen.get("new_theme", ""),
            languages=languages,
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
    names = [] if columns.entity else targets_of(made.kind, own_vocabulary=own_vocabulary)
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
