"""Reads of a plan's vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.taxonomy.models import (
    ChannelName,
    Cycle,
    PlanAct,
    Platform,
    Strategy,
    Theme,
    ZoneVocation,
)
from consult.territory import Territory, Zone


def home_cycle_or_none() -> Cycle | None:
    """The plan of the site, if any: of the home territory, the one whose years come last."""
    return db.session.scalar(
        select(Cycle).order_by(Cycle.territory_id, Cycle.from_year.desc(), Cycle.id.desc()).limit(1)
    )


def home_cycle() -> Cycle:
    """The plan of the site. Raises `NotFoundError` before any plan is loaded."""
    cycle = home_cycle_or_none()
    if cycle is None:
        raise NotFoundError(_("No plan has been loaded yet."))
    return cycle


def territory_of(cycle: Cycle) -> Territory:
    """The land that a plan is about."""
    return db.session.get_one(Territory, cycle.territory_id)


def get_cycle(code: str) -> Cycle:
    """The plan of this code. Raises `NotFoundError`."""
    cycle = db.session.scalar(select(Cycle).where(Cycle.code == code))
    if cycle is None:
        raise NotFoundError(_("There is no such plan."))
    return cycle


def platforms_of(cycle: Cycle) -> Sequence[Platform]:
    """The platforms in the plan's order."""
    return db.session.scalars(
        select(Platform).where(Platform.cycle_id == cycle.id).order_by(Platform.position)
    ).all()


def get_platform(cycle: Cycle, code: str) -> Platform:
    """The platform of this code. Raises `NotFoundError`."""
    platform = db.session.scalar(
        select(Platform).where(Platform.cycle_id == cycle.id, Platform.code == code)
    )
    if platform is None:
        raise NotFoundError(_("There is no such platform."))
    return platform


def themes_of(cycle: Cycle) -> Sequence[Theme]:
    """The themes in the plan's order."""
    return db.session.scalars(
        select(Theme).where(Theme.cycle_id == cycle.id).order_by(Theme.position)
    ).all()


def get_theme(cycle: Cycle, code: str) -> Theme:
    """The theme of this code. Raises `NotFoundError`."""
    theme = db.session.scalar(select(Theme).where(Theme.cycle_id == cycle.id, Theme.code == code))
    if theme is None:
        raise NotFoundError(_("There is no such theme."))
    return theme


def strategies_of(cycle: Cycle) -> Sequence[Strategy]:
    """The strategies in the plan's order."""
    return db.session.scalars(
        select(Strategy).where(Strategy.cycle_id == cycle.id).order_by(Strategy.position)
    ).all()


def get_strategy(cycle: Cycle, code: str) -> Strategy:
    """The strategy of this code. Raises `NotFoundError`."""
    strategy = db.session.scalar(
        select(Strategy).where(Strategy.cycle_id == cycle.id, Strategy.code == code)
    )
    if strategy is None:
        raise NotFoundError(_("There is no such strategy."))
    return strategy


def channels_of(cycle: Cycle) -> Sequence[ChannelName]:
    """What the plan calls the doors, in its order."""
    return db.session.scalars(
        select(ChannelName).where(ChannelName.cycle_id == cycle.id).order_by(ChannelName.position)
    ).all()


def acts_of(cycle: Cycle) -> Sequence[PlanAct]:
    """The acts of the plan's history, oldest first."""
    return db.session.scalars(
        select(PlanAct).where(PlanAct.cycle_id == cycle.id).order_by(PlanAct.on, PlanAct.id)
    ).all()


def vocations_of(cycle: Cycle) -> Sequence[ZoneVocation]:
    """What the plan sees in each zone, with the zone."""
    return db.session.scalars(
        select(ZoneVocation)
        .join(ZoneVocation.zone)
        .where(ZoneVocation.cycle_id == cycle.id)
        .options(joinedload(ZoneVocation.zone))
        .order_by(ZoneVocation.id)
    ).all()


def get_vocation(cycle: Cycle, zone_code: str) -> ZoneVocation:
    """What the plan sees in a zone. Raises `NotFoundError` where it says nothing."""
    vocation = db.session.scalar(
        select(ZoneVocation)
        .join(ZoneVocation.zone)
        .where(ZoneVocation.cycle_id == cycle.id, Zone.code == zone_code)
        .options(contains_eager(ZoneVocation.zone))
    )
    if vocation is None:
        raise NotFoundError(_("The plan says nothing of this zone."))
    return vocation


def vocations_by_zone(cycle: Cycle, zone_ids: Collection[int]) -> dict[int, ZoneVocation]:
    """What the plan sees in some zones, by the zone's id."""
    rows = db.session.scalars(
        select(ZoneVocation).where(
            ZoneVocation.cycle_id == cycle.id, ZoneVocation.zone_id.in_(zone_ids)
        )
    )
    return {one.zone_id: one for one in rows}


def vocations_version(territory_ids: Collection[int]) -> dict[int, int]:
    """A number that grows whenever a vocation changes, by the territory's id."""
    rows = db.session.execute(
        select(Zone.territory_id, func.sum(ZoneVocation.version))
        .join(ZoneVocation.zone)
        .where(Zone.territory_id.in_(territory_ids))
        .group_by(Zone.territory_id)
    )
    return {territory_id: int(version) for territory_id, version in rows}
