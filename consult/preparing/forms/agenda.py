"""The forms of an agenda: its blocks, and keeping it as a method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired

from consult.kernel.forms import CreatingForm, Form, LineField, TextField
from consult.kernel.i18n import Words, _, _l
from consult.preparing.forms.versioned import VersionedForm, number_field
from consult.tables import BLOCK_KINDS, BlockDraft, BlockKind

if TYPE_CHECKING:
    from wtforms import Field

    from consult.tables import Block


@dataclass(frozen=True, slots=True)
class Rule:
    """What a block can do by a method's rule: its kind, how it is offered, how it is kept."""

    kind: BlockKind
    words: Words
    value: bool | int = True


RULES: Mapping[str, Rule] = {
    "rotation": Rule(
        BlockKind.BREAKOUT, _l("Group work: people change tables, nobody meets twice")
    ),
    "grid": Rule(
        BlockKind.SILENT_WRITE, _l("Silent writing: topics go into a grid of hours and places")
    ),
    "round_robin": Rule(BlockKind.PLENARY, _l("Plenary: cards are read one at a time, in turn")),
    "ranking": Rule(BlockKind.VOTE, _l("Vote: each ranks the five most important, in private"), 5),
}
"""By the name of the setting that says it."""


class BlockForm(VersionedForm):
    """A block of the agenda."""

    kind = SelectField(_l("What people do"), choices=[])
    title = LineField(_l("Title"), validators=[InputRequired(_l("Give the block a title."))])
    minutes = IntegerField(
        _l("Minutes"),
        validators=[InputRequired(_l("Write how many minutes it takes."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": 600},
    )
    prompt = TextField(
        _l("Prompt"), max=500, description=_l("What people read on their phone and on the wall.")
    )
    hidden_until_reveal = BooleanField(
        _l("What is written or voted stays hidden from everyone until the reveal")
    )
    cards_each = number_field(_l("Cards each"), _l("Empty: as many as one likes."), 20)
    card_length = number_field(_l("Characters a card"), _l("Empty: as long as one likes."), 1_000)
    dots_each = number_field(_l("Dots each"), _l("In a vote."), 100)
    dots_per_card = number_field(_l("Dots on one card"), _l("At most, of one person."), 100)
    rule = SelectField(
        _l("Rule of a method"),
        choices=[],
        default="",
        description=_l("Each goes with one kind of block."),
    )

    def validate_rule(self, field: Field) -> None:
        """A rule goes with its own kind of block."""
        rule = RULES.get(field.data or "")
        if rule is not None and rule.kind.value != self.kind.data:
            raise ValidationError(
                _("This rule is for another kind: %(kind)s.", kind=BLOCK_KINDS[rule.kind])
            )

    def draft(self, block: Block | None = None) -> BlockDraft:
        """Return what was typed; what the method set beside it stays while the kind does."""
        kind = BlockKind(self.kind.data)
        kept = block.settings if block is not None and block.kind is kind else {}
        settings = {name: value for name, value in kept.items() if name not in RULES}
        if self.rule.data:
            rule = RULES[self.rule.data]
            settings[self.rule.data] = kept.get(self.rule.data) or rule.value
        return BlockDraft(
            kind=kind,
            title=self.title.data or "",
            minutes=self.minutes.data or 0,
            prompt=self.prompt.data or "",
            hidden_until_reveal=bool(self.hidden_until_reveal.data),
            cards_each=self.cards_each.data,
            card_length=self.card_length.data,
            dots_each=self.dots_each.data,
            dots_per_card=self.dots_per_card.data,
            settings=settings,
        )


class NewBlockForm(BlockForm, CreatingForm):
    """Asks for one more block; sent twice, it makes one."""

    action = "preparing.blocks"


BLOCK_FIELDS = (
    "title",
    "minutes",
    "prompt",
    "cards_each",
    "card_length",
    "dots_each",
    "dots_per_card",
)


def new_block_form() -> BlockForm:
    """Return the form of one more block."""
    return _with_kinds(NewBlockForm(data={"minutes": 10}))


def changed_block_form() -> BlockForm:
    """Return the form that changes a block, as it was sent."""
    return _with_kinds(BlockForm())


def filled_block_form(block: Block) -> BlockForm:
    """Return the form with a block as it stands."""
    data: dict[str, Any] = {name: getattr(block, name) for name in BLOCK_FIELDS}
    data |= {
        "kind": block.kind.value,
        "hidden_until_reveal": block.hidden_until_reveal,
        "version": str(block.version),
        "rule": next((name for name in RULES if block.settings.get(name)), ""),
    }
    return _with_kinds(BlockForm(data=data))


def _with_kinds(form: BlockForm) -> BlockForm:
    form.kind.choices = [(kind.value, str(words)) for kind, words in BLOCK_KINDS.items()]
    offered = [(name, str(rule.words)) for name, rule in RULES.items()]
    form.rule.choices = [("", _("No rule of a method")), *offered]
    return form


class MethodForm(Form):
    """Keeps an agenda as the team's method."""

    name = LineField(
        _l("Name of the method"),
        validators=[InputRequired(_l("Write a name for the method."))],
        description=_l("A method of yours by this name is written over."),
    )
