"""Counts of what is public, kept by the transaction that changes them, never recounted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from consult.contributions.models import Contribution, State, Voice, VoiceKind
from consult.kernel.db import Model, db

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOWHERE = 0
"""Stands for "no place" and "no theme" in a tally, whose key may hold no null."""


class PlaceTally(Model):
    """How many public contributions a process has from one municipality on one theme."""

    __tablename__ = "place_tally"
    __table_args__ = (UniqueConstraint("process_id", "municipality_id", "theme_id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    municipality_id: Mapped[int]
    theme_id: Mapped[int]
    contributions: Mapped[int]


class VoiceTally(Model):
    """How many public contributions a voice has in a process."""

    __tablename__ = "voice_tally"
    __table_args__ = (UniqueConstraint("process_id", "voice_id"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), index=True)
    contributions: Mapped[int]


class ProcessTally(Model):
    """The public totals of a process; `version` grows whenever anything shown of it changes.

    `people` counts distinct voices. `imported` of them, one for each contribution that came from a
    file, may be anybody: they are voices, and no people that we know of.
    """

    __tablename__ = "process_tally"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), unique=True)
    contributions: Mapped[int]
    people: Mapped[int]
    imported: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int]


def add_to_tallies(contribution: Contribution, by: int) -> None:
    """Count one more (`by` 1) or one less (`by` -1) public contribution."""
    process = {"process_id": contribution.process_id}
    voice = db.session.get_one(Voice, contribution.voice_id)
    imported = by if voice.kind is VoiceKind.IMPORTED else 0
    _add(ProcessTally, process, by, people=0, imported=imported, version=1)
    _add(
        PlaceTally,
        process
        | {
            "municipality_id": contribution.municipality_id or NOWHERE,
            "theme_id": contribution.theme_id or NOWHERE,
        },
        by,
    )
    of_voice = _add(VoiceTally, process | {"voice_id": voice.counted_id}, by)
    if (by > 0 and of_voice == 1) or (by < 0 and of_voice == 0):
        _add(ProcessTally, process, 0, people=by, version=0)


def add_arrivals(
    process_id: int,
    places: Mapping[tuple[int | None, int | None], int],
    voice_ids: Sequence[int],
) -> None:
    """Count many public contributions at once, by place and theme, each of a voice of its own."""
    process = {"process_id": process_id}
    many = len(voice_ids)
    _add(ProcessTally, process, many, people=many, imported=many, version=1)
    tallies = (sqlite.insert if db.is_sqlite else postgresql.insert)(PlaceTally)
    db.session.execute(
        tallies.on_conflict_do_update(
            index_elements=["process_id", "municipality_id", "theme_id"],
            set_={"contributions": PlaceTally.contributions + tallies.excluded.contributions},
        ),
        [
            process
            | {"municipality_id": place or NOWHERE, "theme_id": theme or NOWHERE}
            | {"contributions": here}
            for (place, theme), here in places.items()
        ],
    )
    db.session.execute(
        insert(VoiceTally),
        [process | {"voice_id": voice_id, "contributions": 1} for voice_id in voice_ids],
    )


def counted_voice_of(contribution: Contribution) -> int:
    """The voice that a contribution counts for: its own, or the person's who attached it."""
    return db.session.get_one(Voice, contribution.voice_id).counted_id


def move_tallies(voice_id: int, into_id: int) -> None:
    """Count what one voice said as said by another, which it was found to be the same as."""
    query = select(VoiceTally).where(VoiceTally.voice_id == voice_id, VoiceTally.contributions > 0)
    for process_id in sorted(tally.process_id for tally in db.session.scalars(query)):
        touch_process(process_id)  # whoever publishes there waits for us, or we for them
        tally = db.session.scalars(
            query.where(VoiceTally.process_id == process_id).execution_options(
                populate_existing=True
            )
        ).one()
        said, tally.contributions = tally.contributions, 0
        db.session.flush()
        whole = _add(VoiceTally, {"process_id": process_id, "voice_id": into_id}, said)
        if whole > said:
            _add(ProcessTally, {"process_id": process_id}, 0, people=-1, version=0)


def part_tallies(voice_id: int, from_id: int) -> None:
    """Count what one voice said as its own again, no longer as said by another."""
    public = select(Contribution.process_id, func.count()).where(
        Contribution.voice_id == voice_id, Contribution.state == State.PUBLISHED
    )
    processes = db.session.scalars(
        select(VoiceTally.process_id).where(VoiceTally.voice_id == from_id)
    )
    for process_id in sorted(processes):
        touch_process(process_id)  # whoever publishes there waits for us, or we for them
        counted = db.session.execute(
            public.where(Contribution.process_id == process_id).group_by(Contribution.process_id)
        ).one_or_none()
        if counted is None:
            continue
        said = counted[1]
        left = _add(VoiceTally, {"process_id": process_id, "voice_id": from_id}, -said)
        _add(VoiceTally, {"process_id": process_id, "voice_id": voice_id}, said)
        if left > 0:
            _add(ProcessTally, {"process_id": process_id}, 0, people=1, version=0)


def touch_process(process_id: int) -> None:
    """Say that something shown of a process has changed, though no count did."""
    _add(ProcessTally, {"process_id": process_id}, 0, people=0, version=1)


def _add(kind: type[Model], key: dict[str, int], by: int, **others: int) -> int:
    """Add to a tally's counts in one statement, and return the new count of contributions."""
    upsert = sqlite.insert if db.is_sqlite else postgresql.insert
    table = kind.__table__
    changes = {"contributions": by} | others
    adding = upsert(kind).values(key | changes)
    statement = adding.on_conflict_do_update(
        index_elements=list(key),
        set_={name: table.c[name] + change for name, change in changes.items()},
    ).returning(table.c.contributions)
    return int(db.session.execute(statement).scalar_one())


def recount(process_id: int) -> dict[str, int]:
    """Count a process's public contributions and people afresh, to hold against its tally."""
    imported = Voice.kind == VoiceKind.IMPORTED
    counted = (
        select(
            func.count(),
            func.count(Voice.counted_id.distinct()).filter(~imported),
            func.count().filter(imported),
        )
        .select_from(Contribution)
        .join(Contribution.voice)
        .where(Contribution.process_id == process_id, Contribution.state == State.PUBLISHED)
    )
    contributions, people, others = db.session.execute(counted).one()
    return {"contributions": contributions, "people": people, "imported": others}
