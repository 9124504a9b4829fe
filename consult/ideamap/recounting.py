"""Counting afresh, to hold the tallies against what they count, and to mend what strayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.contributions import Contribution, State, Voice, touch_process
from consult.ideamap.tallies import NONE, CellTally, CountedIn, Standing, count_all_anew, nodes_of
from consult.kernel.db import db
from consult.taxonomy import territory_of
from consult.territory import today, zones_by_municipality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.ideamap.tallies import Key
    from consult.processes import Process


def mend(process_id: int, contribution_ids: Sequence[int]) -> None:
    """Count these contributions of a process where they stand today."""
    touch_process(process_id)
    count_all_anew(contribution_ids)


def strays_in(process: Process) -> list[int]:
    """The contributions that are not counted where they stand today.

    Places change zones on a day, and what was said before there were tallies was never counted.
    """
    should = standings_in(process)
    counted = {
        row.contribution_id: Standing(
            row.process_id, row.voice_id, row.zone_id, row.theme_id, tuple(row.nodes)
        )
        for row in db.session.execute(
            select(
                CountedIn.contribution_id,
                CountedIn.process_id,
                CountedIn.voice_id,
                CountedIn.zone_id,
                CountedIn.theme_id,
                CountedIn.nodes,
            ).where(CountedIn.process_id == process.id)
        )
    }
    return sorted(
        one for one in should.keys() | counted.keys() if should.get(one) != counted.get(one)
    )


def standings_in(process: Process) -> dict[int, Standing]:
    """Where every public contribution of a process stands today, by its id."""
    zones = zones_by_municipality(territory_of(process.cycle), today())
    nodes = nodes_of(None)
    rows = db.session.execute(
        select(
            Contribution.id,
            Voice.counted_id,
            Contribution.municipality_id,
            Contribution.theme_id,
        )
        .join(Contribution.voice)
        .where(Contribution.process_id == process.id, Contribution.state == State.PUBLISHED)
    )
    return {
        one: Standing(
            process.id,
            voice_id,
            zones[place].id if place in zones else NONE,
            theme_id or NONE,
            nodes.get(one, ()),
        )
        for one, voice_id, place, theme_id in rows
    }


def recount(process: Process) -> dict[Key, tuple[int, int]]:
    """Count contributions and people of every cell afresh, to hold against the tallies."""
    counted: dict[Key, tuple[int, set[int]]] = {}
    for standing in standings_in(process).values():
        for key in standing.keys:
            number, people = counted.get(key, (0, set()))
            counted[key] = (number + 1, people | {standing.voice_id})
    return {key: (number, len(people)) for key, (number, people) in counted.items()}


def tallied(process: Process) -> dict[Key, tuple[int, int]]:
    """What the tallies hold, without the cells that are empty again."""
    rows = db.session.execute(
        select(
            CellTally.node_id,
            CellTally.zone_id,
            CellTally.theme_id,
            CellTally.contributions,
            CellTally.people,
        ).where(CellTally.process_id == process.id, CellTally.contributions != 0)
    )
    return {(node, zone, theme): (number, people) for node, zone, theme, number, people in rows}
