"""What promises add to the console and to the projector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.commitments.commands import commitments_of
from consult.commitments.forms import CommitmentForm
from consult.commitments.ranking import piles_by_points
from consult.commitments.words import AGREEMENTS, STATES
from consult.kernel.pages import html_of
from consult.running import console_blocks, projector_blocks
from consult.tables import Block, BlockKind, desk_path, get_session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

MOST_SUGGESTED = 5
PROMISING = frozenset({BlockKind.COMMIT, BlockKind.READBACK})


@console_blocks.filler
def who_does_what(blocks: Sequence[Block]) -> Mapping[int, Sequence[Markup]]:
    """Let a facilitator write down promises in the block for them, the most chosen piles first."""
    return {
        block.id: [_promises(block, "commitments/_console.html", form=True)]
        for block in blocks
        if block.kind is BlockKind.COMMIT
    }


@projector_blocks.filler
def what_was_promised(blocks: Sequence[Block]) -> Mapping[int, Sequence[Markup]]:
    """Show the room what is promised, while it is, and when all is read back."""
    return {
        block.id: [_promises(block, "commitments/_projector.html")]
        for block in blocks
        if block.kind in PROMISING
    }


def _promises(block: Block, template: str, *, form: bool = False) -> Markup:
    session = get_session(block.session_id)
    asked = CommitmentForm(formdata=None, data={"back": "console"}) if form else None
    piles = piles_by_points(session) if asked else []
    if asked:
        asked.choose_from(piles)
    return html_of(
        template,
        session=session,
        commitments=commitments_of(session),
        suggested=piles[:MOST_SUGGESTED],
        form=asked,
        url=f"{desk_path(session)}/commitments",
        agreements=AGREEMENTS,
        states=STATES,
    )
