"""What the ideas room shows on others' pages, and where others add to its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.accounts import OwnThing, Person, my_voice
from consult.contributions import (
    Contribution,
    Piece,
    find_readable,
    said_by,
    standings_of,
    totals_of,
)
from consult.files import file_access
from consult.ideas.commands import PHOTO_KIND
from consult.kernel.access import Visitor
from consult.kernel.i18n import _, ngettext
from consult.kernel.slots import Slot
from consult.processes import (
    Activity,
    Door,
    Figure,
    Process,
    process_doors,
    process_figures,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.contributions import Totals
    from consult.kernel.i18n import Words

# What staff can do with an idea, on its own page: words and address.
desk_actions: Slot[Contribution, tuple[Words, str]] = Slot("idea.desk_actions")
# What a reader can do with an idea beside sharing it, on its own page: follow it.
idea_actions: Slot[Contribution, Piece] = Slot("idea.actions")
# Where the list of a consultation's ideas leads besides, with its filters: words and address.
list_links: Slot[Process, tuple[Words, str]] = Slot("ideas.list_links")


def laid_out(filled: Mapping[int, Sequence[Piece]]) -> dict[int, list[Piece]]:
    """Put the pieces of each thing in the order of their positions."""
    return {
        thing_id: sorted(pieces, key=lambda piece: piece.position)
        for thing_id, pieces in filled.items()
    }


def idea_url(contribution: Contribution, slug: str) -> str:
    """Return the address of a contribution's page."""
    return url_for("ideas.show", slug=slug, code=contribution.code)


@my_voice.filler
def what_they_said(people: Sequence[Person]) -> Mapping[int, Sequence[OwnThing]]:
    """Show a person the latest of what they said, and what became of it."""
    said = {person.id: said_by(person).rows for person in people}
    standings = standings_of([one for rows in said.values() for one in rows])
    return {
        person_id: [
            OwnThing(
                title=one.title,
                url=idea_url(one, one.process.slug),
                status=standings[one.id].sentence,
                at=one.submitted_at,
            )
            for one in rows
        ]
        for person_id, rows in said.items()
    }


@process_figures.filler
def how_many_voices(processes: Sequence[Process]) -> Mapping[int, Sequence[Figure]]:
    """Tell how many contributions a consultation has, of how many people."""
    figures = {}
    for process in processes:
        totals = totals_of(process)
        figures[process.id] = [
            Figure(
                totals.contributions,
                ngettext("contribution", "contributions", totals.contributions),
                url_for("ideas.index", slug=process.slug),
            ),
            *_people(totals),
        ]
    return figures


def _people(totals: Totals) -> list[Figure]:
    """How many people spoke, and how many voices came from elsewhere without saying whose."""
    told = []
    if totals.people or not totals.imported:
        told.append(Figure(totals.people, ngettext("person", "people", totals.people)))
    if totals.imported:
        told.append(Figure(totals.imported, _("imported from elsewhere")))
    return told


@process_doors.filler
def write_or_read(processes: Sequence[Process]) -> Mapping[int, Sequence[Door]]:
    """Lead to writing an idea, and to reading the others'."""
    return {
        process.id: [
            Door(
                title=_("Write your idea"),
                text=_(
                    "Title, text, place and theme. A moderator reads it before it is published."
                ),
                url=url_for("ideas.new", slug=process.slug),
                opened_by=Activity.SUBMIT_IDEAS,
                measure="90",
                unit=_("seconds"),
            ),
            Door(
                title=_("Read the ideas"),
                text=_("By zone, by theme, by words: and what became of each."),
                url=url_for("ideas.index", slug=process.slug),
                measure="5",
                unit=_("minutes"),
            ),
        ]
        for process in processes
    }


@file_access(PHOTO_KIND)
def whoever_reads_the_idea(idea_id: int, person: Visitor | None) -> bool:
    """Show an idea's photo to whoever may read the idea."""
    return find_readable(idea_id, person if isinstance(person, Person) else None) is not None
