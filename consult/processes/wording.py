"""Forms whose texts are asked once per language, and that lose nothing to a second editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from wtforms import Field

from consult.kernel.forms import LineField, TextField, VersionedForm
from consult.kernel.i18n import Words, _, _l
from consult.kernel.text import BODY_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.kernel.errors import ConflictError

LANGUAGE_NAMES = {"it": "Italiano", "en": "English"}
F = TypeVar("F", bound="WordedForm")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text to ask for: its label, its hint, whether it is one line, and the most it may hold."""

    label: Words
    hint: Words
    one_line: bool = False
    most: int = BODY_LIMIT
    rows: int = 6


class WordedForm(VersionedForm):
    """Asks for texts per language, as `title_it` and `title_en`, and knows what it was read at."""

    def said(self, name: str) -> dict[str, str]:
        """What was typed for one text, by language."""
        return {field.name.rpartition("_")[2]: field.data or "" for field in self.fields_of(name)}

    def fields_of(self, name: str) -> list[Field]:
        """The fields of one text, in the order of languages."""
        return [field for field in self if field.name.rpartition("_")[0] == name]

    def show_conflict(
        self, conflict: ConflictError, saved: Mapping[str, Mapping[str, str]], version: int
    ) -> None:
        """Keep what was typed, say beside each text what is saved, and be ready to save again."""
        self.show_newer(conflict, version)
        for name, texts in saved.items():
            for field in self.fields_of(name):
                now = texts.get(field.name.rpartition("_")[2], "")
                if now != (field.data or ""):
                    field.errors = [*field.errors, _differs(now)]


def _differs(now: str) -> str:
    if not now:
        return _("Somebody else has emptied it meanwhile.")
    return _("Meanwhile it says: «%(words)s»", words=now)


def worded(
    base: type[F], texts: Mapping[str, Wording], languages: Sequence[str], **settings: Any
) -> type[F]:
    """Return a form that asks for these texts in these languages, before the fields of `base`."""
    fields: dict[str, Any] = {}
    for name, wording in texts.items():
        kind = LineField if wording.one_line else TextField
        for code in languages:
            fields[f"{name}_{code}"] = kind(
                _l("%(text)s (%(language)s)", text=wording.label, language=LANGUAGE_NAMES[code])
                if len(languages) > 1
                else wording.label,
                max=wording.most,
                description=wording.hint,
                render_kw={"lang": code} | ({} if wording.one_line else {"rows": wording.rows}),
            )
    return type("AskedForm", (base,), fields | settings)


def typed_texts(said: Mapping[str, Mapping[str, str]], languages: Sequence[str]) -> dict[str, str]:
    """What a form filled with these texts holds."""
    return {
        f"{name}_{code}": texts.get(code, "") for name, texts in said.items() for code in languages
    }
