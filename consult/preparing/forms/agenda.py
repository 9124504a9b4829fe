"""The forms of an agenda: its blocks, and keeping it as a method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired

from consult.kernel.forms import CreatingForm, Form, LineField, TextField
from consult.kernel.i18n import _l
from consult.preparing.forms.versioned import VersionedForm, number_field
from consult.tables import BLOCK_KINDS, BlockDraft, BlockKind

if TYPE_CHECKING:
    from consult.tables import Block


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

    def draft(self, block: Block | None = None) -> BlockDraft:
        """Return what was typed; what the method set beside it stays while the kind does."""
        kind = BlockKind(self.kind.data)
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
            settings=block.settings if block is not None and block.kind is kind else {},
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
    }
    return _with_kinds(BlockForm(data=data))


def _with_kinds(form: BlockForm) -> BlockForm:
    form.kind.choices = [(kind.value, str(words)) for kind, words in BLOCK_KINDS.items()]
    return form


class MethodForm(Form):
    """Keeps an agenda as the team's method."""

    name = LineField(
        _l("Name of the method"),
        validators=[InputRequired(_l("Write a name for the method."))],
        description=_l("A method of yours by this name is written over."),
    )
