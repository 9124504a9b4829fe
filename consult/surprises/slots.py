"""What stands out by door and by who speaks, beside the matrix of the idea map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select

from consult.analysis.crossings import surprises_in
from consult.contributions import VoiceKind, totals_of
from consult.ideamap import map_findings
from consult.kernel.db import db
from consult.kernel.i18n import _, text
from consult.surprises.models import Crossing
from consult.taxonomy import channels_of, themes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.processes import Process
    from consult.taxonomy import Theme

MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A door, or a kind of voice, that speaks of a theme more than its weight lets expect."""

    who: str
    theme: Theme
    count: int
    people: int
    expected: float
    lift: float


@map_findings.filler
def what_stands_out(processes: Sequence[Process]) -> Mapping[int, Sequence[Markup]]:
    """Tell what was counted of each process, where it was."""
    rows = db.session.scalars(
        select(Crossing).where(Crossing.process_id.in_([one.id for one in processes]))
    )
    counted = {row.process_id: row.counts for row in rows}
    return {
        process.id: [Markup(_part(process, counted[process.id]))]  # noqa: S704 - our own template
        for process in processes
        if process.id in counted
    }


def _part(process: Process, counts: Mapping[str, Any]) -> str:
    themes = {theme.id: theme for theme in themes_of(process.cycle)}
    doors = {one.code: text(one.title) for one in channels_of(process.cycle)}
    return render_template(
        "surprises/_told.html",
        by_door=_told(counts["channel"], doors, themes),
        by_kind=_told(counts["kind"], _kinds(), themes),
        knows_people=not totals_of(process).imported,
    )


def _told(
    rows: Sequence[Sequence[Any]], names: Mapping[str, str], themes: Mapping[int, Theme]
) -> list[Told]:
    """The three largest surprises of a table; nothing under ten people is among them."""
    cells = {
        (who, theme_id): (count, people)
        for who, theme_id, count, people in rows
        if who in names and theme_id in themes
    }
    found = surprises_in(
        {key: count for key, (count, _people) in cells.items()},
        {key: people for key, (_count, people) in cells.items()},
    )
    return [
        Told(
            who=names[who],
            theme=themes[theme_id],
            count=one.count,
            people=cells[who, theme_id][1],
            expected=one.expected,
            lift=one.lift,
        )
        for one in found[:MOST_TOLD]
        for who, theme_id in ((str(one.row), int(str(one.column))),)
    ]


def _kinds() -> dict[str, str]:
    return {
        VoiceKind.PERSON.value: _("People with an account"),
        VoiceKind.SEAT.value: _("Seats at a table"),
        VoiceKind.PAPER.value: _("Cards on paper"),
        VoiceKind.ORGANISATION.value: _("Organisations"),
        VoiceKind.INTERVIEWEE.value: _("People interviewed"),
        VoiceKind.IMPORTED.value: _("Voices of other platforms"),
    }
