"""The forms of coding: a mark, what is noted on it, a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from consult.coding.commands import CodeDraft, SpanDraft
from consult.coding.models import Tie
from consult.ideamap import nodes_in
from consult.kernel.forms import CreatingForm, Form, LineField, TextField, VersionedForm
from consult.kernel.i18n import _, _l, text
from consult.kernel.text import COMMENT_LIMIT
from consult.taxonomy import platforms_of, strategies_of, themes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.coding.queries import CodeRow
    from consult.processes import Process

LARGEST_NUMBER = 2**31 - 1
IMPORTANCE = [("0", _l("not said")), ("1", _l("useful")), ("2", _l("important")), ("3", _l("key"))]


def _number() -> IntegerField:
    return IntegerField(
        widget=HiddenInput(), validators=[Optional(), NumberRange(0, LARGEST_NUMBER)]
    )


IMPORTANCES = {int(value): words for value, words in IMPORTANCE if value != IMPORTANCE[0][0]}
"""What is said where something was said."""


def level(said: str | None) -> int:
    """Return how important something was said to be; what is not said, or unknown, is 0."""
    return next((int(value) for value, _words in IMPORTANCE if value == said), 0)


class NotedForm(Form):
    """What can be noted on a mark."""

    memo = TextField(_l("Memo"), max=COMMENT_LIMIT)
    importance = RadioField(
        _l("Importance"), choices=[], default=IMPORTANCE[0][0], validate_choice=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.importance.choices = [(value, str(words)) for value, words in IMPORTANCE]


class MarkForm(NotedForm):
    """A span and the code to put on it: one of the codebook, a new one, or its own words."""

    version = _number()
    start = _number()
    end = _number()
    code_id = _number()
    placing_id = _number()
    in_vivo = HiddenField()
    name = LineField(_l("Name of the new code"))
    under = SelectField(_l("Under"), coerce=int, choices=[], validate_choice=False, default=0)

    def span(self) -> SpanDraft:
        """Where the passage is, and what is noted on it."""
        return SpanDraft(
            version=self.version.data or 0,
            start=self.start.data or 0,
            end=self.end.data or 0,
            memo=self.memo.data or "",
            importance=level(self.importance.data),
        )


class SentencesForm(NotedForm):
    """From which sentence of a turn to which, and the code: for whoever has no script."""

    first = SelectField(_l("From"), choices=[])
    last = SelectField(_l("To"), choices=[])
    code = SelectField(_l("Code"), coerce=int, choices=[], validate_choice=False, default=0)
    name = LineField(_l("Or a new code"))
    in_vivo = BooleanField(_l("A new code in the words of the passage itself"))
    placing = SelectField(
        _l("Or put here a passage that is unsure"), coerce=int, choices=[], default=0
    )
    suggested = _number()
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class CodeForm(CreatingForm, VersionedForm):
    """A code of the codebook."""

    action = "coding_codebook.create"

    name = LineField(_l("Name"), [InputRequired(_l("Give the code a name."))])
    parent_id = SelectField(_l("Under"), coerce=int, choices=[], default=0)
    tie = SelectField(
        _l("Part of the plan"),
        choices=[],
        default="",
        description=_l(
            "What is approved of passages with the code of a node is proposed to its curators."
        ),
    )
    description = TextField(_l("When to use it"), max=COMMENT_LIMIT)
    is_codable = BooleanField(_l("Passages are marked with it"), default=True)

    def choose_from(self, rows: Sequence[CodeRow], process: Process) -> None:
        """Offer the codes to hang under and the parts of the plan to be."""
        self.parent_id.choices = code_choices(rows, _("nothing: at the top"))
        self.tied = dict(parts_of(process))
        self.tie.choices = list(self.tied.items())

    def draft(self) -> CodeDraft:
        """What was written."""
        kind, _colon, of_plan = str(self.tie.data or "").partition(":")
        return CodeDraft(
            name=self.name.data or "",
            parent_id=self.parent_id.data or None,
            description=self.description.data or "",
            tie=(Tie(kind), int(of_plan)) if kind else None,
            is_codable=bool(self.is_codable.data),
        )


def code_choices(rows: Sequence[CodeRow], none: str) -> list[tuple[int, str]]:
    """The codes of a tree for a select box, those below further in."""
    return [(0, none), *((row.code.id, "— " * row.depth + row.code.name) for row in rows)]


def parts_of(process: Process) -> list[tuple[str, str]]:
    """What a code can be: themes, platforms and strategies of the plan, nodes of the map."""
    return [
        ("", _("none: a free code")),
        *((f"theme:{one.id}", text(one.title)) for one in themes_of(process.cycle)),
        *((f"platform:{one.id}", text(one.title)) for one in platforms_of(process.cycle)),
        *((f"strategy:{one.id}", text(one.title)) for one in strategies_of(process.cycle)),
        *(
            (f"node:{one.id}", _("Node: %(title)s", title=text(one.title)))
            for one in nodes_in(process)
        ),
    ]
