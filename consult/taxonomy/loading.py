"""Take in a plan from its folder: made the first time, brought up to date after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import delete, select

from consult.kernel.db import Model, db
from consult.kernel.i18n import _, text
from consult.taxonomy.drafts import (
    ActDraft,
    ChannelDraft,
    PlanDraft,
    PlatformDraft,
    StrategyDraft,
    Texts,
    ThemeDraft,
)
from consult.taxonomy.models import (
    ChannelName,
    Cycle,
    PlanAct,
    Platform,
    Strategy,
    Theme,
    Worded,
    ZoneVocation,
)
from consult.taxonomy.reading import read_plan
from consult.taxonomy.signs import stylesheet, version_of
from consult.territory import GoneError, Zone, load_territory, zones_of

PLAN_FIELDS = (
    "title",
    "subtitle",
    "body",
    "from_year",
    "to_year",
    "time_zone",
    "minimum_age",
    "languages",
    "looks",
    "tracks",
    "extras",
)

Part = TypeVar("Part", Platform, Theme, Strategy, ChannelName)
PartDraft = PlatformDraft | ThemeDraft | StrategyDraft | ChannelDraft


def load_plan(folder: Path, *, overwrite: bool = False) -> Cycle:
    """Make the database say of a plan what its files say; twice changes nothing more.

    Words that an administrator changed are kept, unless `overwrite`. Raises `PlanError` when the
    files cannot be taken in, and `GoneError` when something already here is no longer in them.
    """
    draft = read_plan(folder)
    territory = load_territory(draft.territory)
    cycle = db.session.scalar(select(Cycle).where(Cycle.code == draft.code))
    cycle = cycle or Cycle(code=draft.code, signs_version="")
    cycle.territory_id = territory.id
    _take(cycle, {name: getattr(draft, name) for name in PLAN_FIELDS}, overwrite=overwrite)
    db.session.flush()
    zones = zones_of(territory)
    platforms = _load_parts(Platform, cycle, draft.platforms, overwrite=overwrite)
    themes = _load_parts(Theme, cycle, draft.themes, overwrite=overwrite)
    _load_parts(Strategy, cycle, draft.strategies, overwrite=overwrite)
    _load_parts(ChannelName, cycle, draft.channels, overwrite=overwrite)
    _load_vocations(cycle, zones, draft, overwrite=overwrite)
    _load_acts(cycle, draft.acts)
    cycle.signs_version = version_of(stylesheet(zones, platforms, themes))
    db.session.flush()
    return cycle


def _take(thing: Model, values: Mapping[str, Any], *, overwrite: bool) -> None:
    """Set what differs, leaving words changed at the desk; a change takes a new version."""
    if thing not in db.session:
        for name, value in values.items():
            setattr(thing, name, value)
        db.session.add(thing)
        return
    kept = set(thing.edited) if isinstance(thing, Worded) and not overwrite else set()
    changed = {
        name: value
        for name, value in values.items()
        if name not in kept and getattr(thing, name) != value
    }
    for name, value in changed.items():
        setattr(thing, name, value)
    if isinstance(thing, Worded) and changed:
        thing.version += 1
        thing.edited = [name for name in thing.edited if name not in changed]


def _load_parts(
    kind: type[Part], cycle: Cycle, drafts: Sequence[PartDraft], *, overwrite: bool
) -> list[Part]:
    """Bring one kind of things up to date, in the order of the file."""
    here = {
        one.code: one for one in db.session.scalars(select(kind).where(kind.cycle_id == cycle.id))
    }
    gone = sorted(text(one.title) for code, one in here.items() if code not in _codes(drafts))
    if gone:
        raise GoneError(
            _("%(names)s: already here, but no longer in the plan.", names=", ".join(gone))
        )
    loaded = []
    for position, draft in enumerate(drafts, 1):
        values = {**asdict(draft), "position": position}
        code = values.pop("code")
        part = here.get(code) or kind(cycle_id=cycle.id, code=code)
        _take(part, values, overwrite=overwrite)
        loaded.append(part)
    db.session.flush()
    return loaded


def _codes(drafts: Sequence[PartDraft]) -> set[str]:
    return {draft.code for draft in drafts}


def _load_vocations(
    cycle: Cycle, zones: Sequence[Zone], draft: PlanDraft, *, overwrite: bool
) -> None:
    here = {
        one.zone_id: one
        for one in db.session.scalars(select(ZoneVocation).where(ZoneVocation.cycle_id == cycle.id))
    }
    for zone in zones:
        words: Texts = draft.vocations.get(zone.code, {})
        vocation = here.get(zone.id)
        if words or vocation:
            vocation = vocation or ZoneVocation(cycle_id=cycle.id, zone_id=zone.id)
            _take(vocation, {"words": words}, overwrite=overwrite)
    db.session.flush()


def _load_acts(cycle: Cycle, drafts: Sequence[ActDraft]) -> None:
    """Write the acts anew where they differ: nothing refers to their rows."""
    here = db.session.scalars(
        select(PlanAct).where(PlanAct.cycle_id == cycle.id).order_by(PlanAct.id)
    )
    wanted = [asdict(draft) for draft in drafts]
    written = [{name: getattr(act, name) for name in ActDraft.__slots__} for act in here]
    if written == wanted:
        return
    db.session.execute(delete(PlanAct).where(PlanAct.cycle_id == cycle.id))
    db.session.add_all(PlanAct(cycle_id=cycle.id, **values) for values in wanted)
    db.session.flush()
