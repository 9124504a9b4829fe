"""What promises add to others' pages: console, projector, tables, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from consult.accounts import Person, Waiting, what_waits
from consult.commitments.forms import CommitmentForm
from consult.commitments.queries import commitments_of, count_by_state, promised_by
from consult.commitments.ranking import piles_by_points
from consult.commitments.words import AGREEMENTS, state_words
from consult.kernel.clock import now
from consult.kernel.i18n import _, ngettext, number
from consult.kernel.pages import html_of
from consult.kernel.text import excerpt
from consult.kernel.times import local
from consult.processes import Door, Process, process_doors
from consult.running import console_blocks, projector_blocks
from consult.tables import (
    Block,
    BlockKind,
    SessionLink,
    Table,
    desk_path,
    get_session,
    table_links,
    table_path,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_SUGGESTED = 5
LONGEST_WHAT = 90
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
        states=state_words,
    )


@process_doors.filler
def read_what_was_promised(processes: Sequence[Process]) -> Mapping[int, Sequence[Door]]:
    """Lead to what was promised at the tables of a consultation, once something was."""
    doors = {}
    for process in processes:
        many = sum(count_by_state(process, local(now()).date()).values())
        if many:
            doors[process.id] = [
                Door(
                    title=_("Read what was promised"),
                    text=_("Who said at the tables that they do what, and what became of it."),
                    url=f"/processes/{process.slug}/commitments",
                    measure=number(many),
                    unit=ngettext("commitment", "commitments", many),
                )
            ]
    return doors


@table_links.filler
def what_was_promised_there(tables: Sequence[Table]) -> Mapping[int, Sequence[SessionLink]]:
    """Lead from a table to all that was promised at it."""
    return {
        one.id: [SessionLink(_("All that was promised here"), f"{table_path(one)}/commitments")]
        for one in tables
        if count_by_state(one.process, local(now()).date(), table=one)
    }


@what_waits.filler
def say_what_became_of_it(people: Sequence[Person]) -> Mapping[int, Sequence[Waiting]]:
    """Ask whoever promised something what became of it, once its day has passed."""
    return {
        person.id: [
            Waiting(
                _(
                    "Say what became of what you promised: %(what)s",
                    what=excerpt(escape(one.what), LONGEST_WHAT),
                ),
                f"/processes/{slug}/commitments/{one.id}",
                urgent=True,
            )
            for one, slug in promised_by(person.email, local(now()).date())
        ]
        for person in people
        if person.email and not person.suspended
    }
