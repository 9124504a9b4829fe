"""What the minutes room adds to others' pages: evidence, outcomes of sessions, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.contributions import Contribution, Piece, page_pieces
from consult.kernel.i18n import _
from consult.kernel.pages import html_of
from consult.minutes.forms import CommitmentForm
from consult.minutes.policy import OVER
from consult.minutes.promises import commitments_of
from consult.minutes.queries import left_by, origins_of
from consult.minutes.report import piles_by_points
from consult.minutes.words import AGREEMENTS, STATES
from consult.running import console_blocks, projector_blocks
from consult.tables import (
    Block,
    BlockKind,
    Session,
    SessionLink,
    desk_path,
    get_session,
    session_desks,
    session_outcomes,
    session_path,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

EVIDENCE = 5
MOST_SUGGESTED = 5
PROMISING = frozenset({BlockKind.COMMIT, BlockKind.READBACK})


@page_pieces.filler
def where_it_was_said(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Lead from what was said at a table to the public page of that session."""
    return {
        contribution_id: [Piece(EVIDENCE, html_of("minutes/_origin.html", origin=origin))]
        for contribution_id, origin in origins_of(contributions).items()
    }


@session_outcomes.filler
def what_it_left(sessions: Sequence[Session]) -> Mapping[int, Sequence[Markup]]:
    """Tell of closed sessions how many voices they gave, their minutes, and what was promised."""
    left = left_by([one for one in sessions if one.state in OVER])
    return {
        one.id: [
            html_of(
                "minutes/_outcome.html",
                session=one,
                slug=one.table.process.slug,
                left=left[one.id],
                minutes_url=f"{session_path(one)}/minutes",
                agreements=AGREEMENTS,
                states=STATES,
            )
        ]
        for one in sessions
        if one.id in left
    }


@session_desks.filler
def where_staff_go_on(sessions: Sequence[Session]) -> Mapping[int, Sequence[SessionLink]]:
    """Lead from the desk of a session that is over to its report, promises, minutes, closing."""
    return {
        one.id: [
            SessionLink(words, f"{desk_path(one)}/{page}")
            for words, page in (
                (_("Report"), "report"),
                (_("Commitments"), "commitments"),
                (_("Minutes"), "minutes"),
                (_("Closing"), "closing"),
            )
        ]
        for one in sessions
        if one.state in OVER
    }


@console_blocks.filler
def who_does_what(blocks: Sequence[Block]) -> Mapping[int, Sequence[Markup]]:
    """Let a facilitator write down promises in the block for them, the most chosen piles first."""
    return {
        block.id: [_promises(block, "minutes/_console.html", form=True)]
        for block in blocks
        if block.kind is BlockKind.COMMIT
    }


@projector_blocks.filler
def what_was_promised(blocks: Sequence[Block]) -> Mapping[int, Sequence[Markup]]:
    """Show the room what is promised, while it is, and when all is read back."""
    return {
        block.id: [_promises(block, "minutes/_projector.html")]
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
