"""The forms of the planners' desk: the rules of a vote, and why one is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from consult.ideamap import WordedForm, Wording, typed_texts, worded
from consult.kernel.forms import CreatingForm, Form, LineField, MomentField
from consult.kernel.i18n import _l, text
from consult.kernel.text import TITLE_LIMIT
from consult.processes import typed_moment, wall_clock
from consult.voting import ChoiceDraft, Electorate, OptionDraft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.processes import Process
    from consult.voting import Choice, Votable

MOST_APPROVALS = 99
TEXTS = {
    "title": Wording(
        _l("Title"), _l("What is chosen, in one line."), one_line=True, most=TITLE_LIMIT
    ),
    "note": Wording(
        _l("Explanation"),
        _l("What it is about, who decides afterwards, and what the vote counts for."),
        most=2_000,
        rows=4,
    ),
}
ELECTORATES = {
    Electorate.ANYONE: _l("Whoever has an account and the age to take part"),
    Electorate.RESIDENTS: _l("Who declares to live in the territory of the plan"),
}


class BoxesField(SelectMultipleField):
    """Several of what is offered, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RulesForm(WordedForm):
    """The rules of a vote, and the version of them that was read."""

    options = BoxesField(_l("What is put to the vote"), choices=[])
    most = IntegerField(
        _l("How many may one choose?"),
        validators=[
            InputRequired(_l("Write a number.")),
            NumberRange(1, MOST_APPROVALS, message=_l("Write a number from 1.")),
        ],
        description=_l("At most; fewer is allowed. There must be more options than this."),
        render_kw={"inputmode": "numeric", "min": 1},
    )
    electorate = RadioField(
        _l("Who may vote"), choices=[], validators=[InputRequired(_l("Say who may vote."))]
    )
    opens_at = MomentField(_l("Opens"))
    closes_at = MomentField(_l("Closes"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.electorate.choices = [(one.value, str(words)) for one, words in ELECTORATES.items()]
        for title in self.fields_of("title"):
            title.validators = [InputRequired(_l("Write a title.")), *title.validators]

    def draft(self, process: Process, offered: Sequence[Votable]) -> ChoiceDraft:
        """Return the rules; raises `RefusedError` beside a time that its clock skips or repeats."""
        zone, ticked = process.time_zone, set(self.options.data or [])
        return ChoiceDraft(
            title=self.said("title"),
            note=self.said("note"),
            most=int(self.most.data or 0),
            opens_at=typed_moment(self.opens_at.data, zone, "opens_at"),
            closes_at=typed_moment(self.closes_at.data, zone, "closes_at"),
            options=[
                OptionDraft(one.title, one.kind, one.id) for one in offered if one.key in ticked
            ],
            electorate=Electorate(self.electorate.data),
        )


class NewRulesForm(RulesForm, CreatingForm):
    """Asks for the rules of a new vote; sent twice, it makes one."""

    action = "arranging.create"


class WithdrawalForm(Form):
    """Why a vote is taken back before it opens."""

    because = LineField(
        _l("Why"),
        validators=[InputRequired(_l("Write why: everyone reads it."))],
        description=_l("Everyone reads it on the page of the vote."),
    )


def rules_form(
    process: Process,
    offered: Sequence[Votable],
    choice: Choice | None = None,
    data: Mapping[str, Any] | None = None,
) -> RulesForm:
    """Return the form for a vote's rules, or for a new vote's, in a consultation's languages."""
    base: type[RulesForm] = NewRulesForm if choice is None else RulesForm
    form = worded(base, TEXTS, process.languages)(data=data)
    form.options.choices = [(one.key, text(dict(one.title))) for one in offered]
    return form


def filled_rules_form(
    process: Process, offered: Sequence[Votable], choice: Choice | None = None
) -> RulesForm:
    """Return the form with the rules as they stand; a new vote's with what most choose."""
    if choice is None:
        data: dict[str, Any] = {"electorate": Electorate.ANYONE.value, "most": 1}
        return rules_form(process, offered, None, data)
    data = {
        "options": [f"{one.thing_kind}-{one.thing_id}" for one in choice.options],
        "most": choice.most,
        "electorate": choice.electorate.value,
        "opens_at": wall_clock(choice.opens_at, process.time_zone),
        "closes_at": wall_clock(choice.closes_at, process.time_zone),
        "version": str(choice.version),
    }
    data |= typed_texts({"title": choice.title, "note": choice.note}, process.languages)
    return rules_form(process, offered, choice, data)
