"""What differs between a sheet as it is saved and as a second editor typed it, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from wtforms import SelectField, SelectMultipleField

from consult.drafting.forms.rows import RowsField
from consult.kernel.i18n import Words

if TYPE_CHECKING:
    from wtforms import Field, Form

    from consult.drafting.forms import SheetForm

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST_COMPARED = 4_000
"""Words beyond this many are shown whole: comparing them takes too long."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of the sheet that differs: what is saved struck out, what was typed marked."""

    label: Words
    marked: Markup


def differences(saved: SheetForm, typed: SheetForm) -> list[Difference]:
    """Every part of a sheet that differs between two forms, in the order of the page."""
    found = []
    for field in typed:
        if field.name not in saved or field.type in {"HiddenField", "CSRFTokenField"}:
            continue
        before, after = _words(saved[field.name]), _words(field)
        if before != after:
            free = not isinstance(field, SelectField | SelectMultipleField)
            both = marked(before, after) if free else _deleted(before) + _inserted(after)
            found.append(Difference(field.label.text, both))
    return found


def marked(before: str, after: str) -> Markup:
    """Both texts in one: `<del>` what only the first has, `<ins>` what only the second has."""
    one, other = _PIECES.findall(before), _PIECES.findall(after)
    if len(one) + len(other) > LONGEST_COMPARED:
        return _deleted(before) + _inserted(after)
    parts = []
    compared = SequenceMatcher(None, one, other, autojunk=False)
    for _kind, a, b, c, d in compared.get_opcodes():
        gone, come = "".join(one[a:b]), "".join(other[c:d])
        parts += [escape(gone)] if gone == come else [_deleted(gone), _inserted(come)]
    return Markup("").join(parts)


def _deleted(words: str) -> Markup:
    return Markup("<del>{}</del>").format(words) if words else Markup("")


def _inserted(words: str) -> Markup:
    return Markup("<ins>{}</ins>").format(words) if words else Markup("")


def _words(field: Field) -> str:
    """What a field holds, as a person reads it."""
    if isinstance(field, RowsField):
        return "\n".join(filter(None, (_row(entry.form) for entry in field.entries)))
    if isinstance(field, SelectField | SelectMultipleField):
        chosen = field.data if isinstance(field, SelectMultipleField) else [field.data]
        return ", ".join(str(one[1]) for one in field.choices or () if one[0] in (chosen or ()))
    return str(field.data or "").replace("\r\n", "\n").strip()


def _row(form: Form) -> str:
    """A row on one line; one in which nothing was typed is nothing."""
    typed = [str(box.data or "") for box in form if not isinstance(box, SelectField)]
    if not any(typed):
        return ""
    return " · ".join(filter(None, (_words(box) for box in form)))
