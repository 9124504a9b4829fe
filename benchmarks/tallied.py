"""What is counted of a crowd, as the transactions of its people would have counted it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from consult.contributions import Contribution, State
from consult.contributions.tallies import PlaceTally, ProcessTally, VoiceTally
from consult.ideamap.recounting import standings_in
from consult.ideamap.tallies import CellTally, CellVoice, CountedIn
from consult.kernel.db import db

if TYPE_CHECKING:
    from consult.processes import Process

BATCH = 5_000


def tally(process: Process) -> None:
    """Count all of the process afresh, as its transactions would have."""
    standings = standings_in(process)
    cells, voices, places = Counter[Any](), Counter[Any](), Counter[Any]()
    of_voice = Counter(one.voice_id for one in standings.values())
    for one in standings.values():
        for key in one.keys:
            voices[(*key, one.voice_id)] += 1
            cells[key] += 1
    people = Counter(key[:3] for key in voices)
    rows = db.session.execute(
        select(Contribution.municipality_id, Contribution.theme_id).where(
            Contribution.process_id == process.id, Contribution.state == State.PUBLISHED
        )
    )
    places.update((place or 0, theme or 0) for place, theme in rows)
    mine = {"process_id": process.id}
    _replace(
        CountedIn,
        mine,
        [
            {
                "contribution_id": key,
                "voice_id": one.voice_id,
                "zone_id": one.zone_id,
                "theme_id": one.theme_id,
                "nodes": list(one.nodes),
            }
            for key, one in standings.items()
        ],
    )
    cell = ("node_id", "zone_id", "theme_id")
    _replace(
        CellVoice,
        mine,
        [
            dict(zip((*cell, "voice_id"), key, strict=True)) | {"contributions": count}
            for key, count in voices.items()
        ],
    )
    _replace(
        CellTally,
        mine,
        [
            dict(zip(cell, key, strict=True)) | {"contributions": count, "people": people[key]}
            for key, count in cells.items()
        ],
    )
    _replace(
        VoiceTally,
        mine,
        [{"voice_id": key, "contributions": count} for key, count in of_voice.items()],
    )
    _replace(
        PlaceTally,
        mine,
        [
            {"municipality_id": key[0], "theme_id": key[1], "contributions": count}
            for key, count in places.items()
        ],
    )
    db.session.execute(
        update(ProcessTally)
        .where(ProcessTally.process_id == process.id)
        .values(
            contributions=len(standings),
            people=len(of_voice),
            version=ProcessTally.version + 1,
        )
    )


def _replace(kind: Any, mine: dict[str, int], rows: list[dict[str, Any]]) -> None:  # noqa: ANN401 - any table of counts
    db.session.execute(delete(kind).where(kind.process_id == mine["process_id"]))
    for start in range(0, len(rows), BATCH):
        db.session.execute(insert(kind), [mine | row for row in rows[start : start + BATCH]])
