"""What the pages of a session say of the block at hand and of the next step."""

from __future__ import annotations

from dataclasses import dataclass

from consult.kernel.i18n import Words, _
from consult.running.steps import Step, following
from consult.tables import Block, BlockKind, Session

ABOUT_THE_QUESTION = frozenset(
    {BlockKind.BRIEF, BlockKind.SILENT_WRITE, BlockKind.BREAKOUT, BlockKind.CLUSTER}
)
"""Where people answer the question of the session; elsewhere the block says what is done."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What is asked, in large type, and how to answer it."""

    asked: str
    how: str


def heading_of(session: Session, block: Block) -> Heading:
    """Return what a block asks and how."""
    if block.kind in ABOUT_THE_QUESTION:
        return Heading(session.question, block.prompt)
    return Heading(block.prompt or block.title, "")


def covered_words(block: Block) -> Words:
    """Say what is hidden, and until when."""
    if block.kind is BlockKind.VOTE:
        return _("The result is hidden from everyone, you included, until you open it.")
    if block.kind is BlockKind.SURVEY:
        return _("Answers are hidden from everyone, you included. They open all together.")
    return _("Cards are hidden from everyone, you included. They open all together.")


def step_words(session: Session, step: Step | None) -> Words:
    """Say what the next press does."""
    block = session.block
    if step is Step.OPEN:
        return _("Let people in")
    if step is Step.START:
        return _("Begin: %(title)s", title=session.blocks[0].title)
    if step is Step.REVEAL and block is not None:
        if block.kind is BlockKind.SURVEY:
            return _("Open the answers")
        return _("Open the result") if block.kind is BlockKind.VOTE else _("Open the cards")
    after = following(session, block) if block is not None else None
    if after is not None:
        return _("Next: %(title)s", title=after.title)
    return _("End the session")
