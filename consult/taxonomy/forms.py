"""The form for a thing's words: a box per text and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.forms import LineField, TextField, VersionedForm
from consult.kernel.i18n import _l
from consult.taxonomy.commands import WORDS, WordedThing, WordsDraft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.kernel.i18n import Words

LONG = {"objective", "words"}
LONGEST_TEXT = 2_000
LABELS: dict[str, Words] = {
    "title": _l("Title"),
    "short_title": _l("Short title"),
    "subtitle": _l("Subtitle"),
    "body": _l("The body whose plan it is"),
    "slogan": _l("Slogan"),
    "objective": _l("Objective"),
    "hint": _l("Hint"),
    "words": _l("Vocation"),
}
LANGUAGE_NAMES: dict[str, Words] = {"it": _l("Italian"), "en": _l("English")}


class BaseWordsForm(VersionedForm):
    """What every form of words carries."""

    def draft(self, thing: WordedThing, languages: Sequence[str]) -> WordsDraft:
        """What was typed."""
        return WordsDraft(
            words={
                field: {
                    language: str(self[f"{field}_{language}"].data or "") for language in languages
                }
                for field in WORDS[type(thing)]
            },
            version=self.version_seen(),
        )


def words_form(thing: WordedThing, languages: Sequence[str]) -> BaseWordsForm:
    """The form for one thing, filled with its words."""
    boxes = {}
    values: dict[str, str | int] = {"version": thing.version}
    for field in WORDS[type(thing)]:
        for language in languages:
            name = f"{field}_{language}"
            label = _l(
                "%(text)s, in %(language)s",
                text=LABELS[field],
                language=LANGUAGE_NAMES.get(language, language),
            )
            attributes = {"lang": language}
            boxes[name] = (
                TextField(label, max=LONGEST_TEXT, render_kw=attributes)
                if field in LONG
                else LineField(label, max=LONGEST_TEXT, render_kw=attributes)
            )
            values[name] = getattr(thing, field).get(language, "")
    form: BaseWordsForm = type("WordsForm", (BaseWordsForm,), boxes)(data=values)
    return form
