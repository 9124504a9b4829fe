"""Reads of the territory: what stood where on which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.times import local
from consult.territory.atlas import atlas_of
from consult.territory.models import Municipality, Territory, Zone, ZoneMembership
from consult.territory.names import name_matches, slug_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.sql.elements import ColumnElement


def today() -> date:
    """The day it is where the plan is."""
    return local(now()).date()


def home_territory() -> Territory:
    """The territory of the site: the first that was loaded.

    Raises `NotFoundError` before any plan is loaded.
    """
    territory = db.session.scalar(select(Territory).order_by(Territory.id).limit(1))
    if territory is None:
        raise NotFoundError(_("No plan has been loaded yet."))
    return territory


def _stands_on(kind: type[Municipality | ZoneMembership], day: date) -> ColumnElement[bool]:
    return and_(
        or_(kind.valid_from.is_(None), kind.valid_from <= day),
        or_(kind.valid_to.is_(None), kind.valid_to > day),
    )


def municipalities_on(territory: Territory, day: date) -> Sequence[Municipality]:
    """The municipalities that stand on a day, by name."""
    return db.session.scalars(
        select(Municipality)
        .where(Municipality.territory_id == territory.id, _stands_on(Municipality, day))
        .order_by(Municipality.slug)
    ).all()


def zones_of(territory: Territory) -> Sequence[Zone]:
    """The zones in the plan's order, what stands outside them last."""
    return db.session.scalars(
        select(Zone).where(Zone.territory_id == territory.id).order_by(Zone.position)
    ).all()


def get_zone(territory: Territory, code: str) -> Zone:
    """The zone of this code. Raises `NotFoundError`."""
    zone = db.session.scalar(
        select(Zone).where(Zone.territory_id == territory.id, Zone.code == code)
    )
    if zone is None:
        raise NotFoundError(_("There is no such zone."))
    return zone


def zone_of(municipality: Municipality, day: date) -> Zone | None:
    """The zone that a municipality is in on a day."""
    return db.session.scalar(
        select(Zone)
        .join(ZoneMembership, ZoneMembership.zone_id == Zone.id)
        .where(ZoneMembership.municipality_id == municipality.id, _stands_on(ZoneMembership, day))
        .order_by(ZoneMembership.id)
        .limit(1)
    )


def zone_ids_of(municipality_ids: Collection[int], day: date) -> dict[int, int]:
    """The zones that municipalities are in on a day, by their ids; none for those in none."""
    rows = db.session.execute(
        select(ZoneMembership.municipality_id, ZoneMembership.zone_id)
        .where(
            ZoneMembership.municipality_id.in_(municipality_ids), _stands_on(ZoneMembership, day)
        )
        .order_by(ZoneMembership.id.desc())
    )
    return dict(rows.all())


def zones_by_municipality(territory: Territory, day: date) -> dict[int, Zone]:
    """The zone of each municipality on a day, by the municipality's id."""
    rows = db.session.execute(
        select(ZoneMembership.municipality_id, Zone)
        .join(Zone, ZoneMembership.zone_id == Zone.id)
        .where(Zone.territory_id == territory.id, _stands_on(ZoneMembership, day))
    )
    return {row.municipality_id: row.Zone for row in rows}


def last_day_of(municipality: Municipality, day: date) -> date:
    """The given day, or the municipality's last if it is over by then."""
    if municipality.valid_to is None or day < municipality.valid_to:
        return day
    return municipality.valid_to - timedelta(days=1)


def places_of(zones: Sequence[Zone], day: date) -> dict[int, frozenset[int]]:
    """The municipalities of some zones on a day: ids by the zone's id, in one light query."""
    rows = db.session.execute(
        select(ZoneMembership.zone_id, ZoneMembership.municipality_id).where(
            ZoneMembership.zone_id.in_([zone.id for zone in zones]),
            _stands_on(ZoneMembership, day),
        )
    )
    places: dict[int, set[int]] = {zone.id: set() for zone in zones}
    for zone_id, municipality_id in rows:
        places[zone_id].add(municipality_id)
    return {zone_id: frozenset(ids) for zone_id, ids in places.items()}


def stays_of(municipality: Municipality) -> list[tuple[Zone, date | None, date | None]]:
    """The zones a municipality has been in, oldest first, each with its first and last day."""
    rows = db.session.execute(
        select(Zone, ZoneMembership.valid_from, ZoneMembership.valid_to)
        .join(ZoneMembership, ZoneMembership.zone_id == Zone.id)
        .where(ZoneMembership.municipality_id == municipality.id)
        .order_by(ZoneMembership.valid_from.is_not(None), ZoneMembership.valid_from)
    )
    return [(zone, since, until) for zone, since, until in rows]


def moves_of(zone: Zone) -> list[ZoneMembership]:
    """The municipalities that came into a zone or left it while they stood, in order of time."""
    moves = db.session.scalars(
        select(ZoneMembership)
        .join(ZoneMembership.municipality)
        .where(
            ZoneMembership.zone_id == zone.id,
            or_(
                ZoneMembership.valid_from.is_distinct_from(Municipality.valid_from),
                ZoneMembership.valid_to.is_distinct_from(Municipality.valid_to),
            ),
        )
        .options(joinedload(ZoneMembership.municipality))
    )
    return sorted(moves, key=lambda move: move.valid_from or move.valid_to or date.min)


def predecessors_of(municipality: Municipality) -> Sequence[Municipality]:
    """The municipalities that became this one."""
    return db.session.scalars(
        select(Municipality)
        .where(Municipality.successor_id == municipality.id)
        .order_by(Municipality.slug)
    ).all()


def successor_of(municipality: Municipality) -> Municipality | None:
    """What a municipality became."""
    if municipality.successor_id is None:
        return None
    return db.session.get(Municipality, municipality.successor_id)


def turning_days(territory: Territory) -> list[date]:
    """The days on which the map changed: a municipality moved, was born or was merged."""
    own = Municipality.territory_id == territory.id
    moves = select(ZoneMembership.valid_from).join(ZoneMembership.municipality).where(own)
    births = select(Municipality.valid_from).where(own)
    ends = select(Municipality.valid_to).where(own)
    days = db.session.scalars(moves.union(births, ends))
    return sorted(day for day in days if day)


def get_municipality(territory: Territory, slug: str) -> Municipality:
    """The municipality of this address. Raises `NotFoundError`."""
    municipality = db.session.scalar(
        select(Municipality).where(
            Municipality.territory_id == territory.id, Municipality.slug == slug
        )
    )
    if municipality is None:
        raise NotFoundError(_("There is no such municipality."))
    return municipality


def municipality_named(
    territory: Territory, text: str, on: date | None = None
) -> Municipality | None:
    """The municipality called so, whatever the accents, apostrophes and capitals.

    With a day: one that was merged by then answers with what it became.
    """
    found = db.session.scalar(
        select(Municipality).where(
            Municipality.territory_id == territory.id, Municipality.slug == slug_of(text)
        )
    )
    while found is not None and on is not None and not found.stands_on(on):
        found = successor_of(found)
    return found


def municipalities_matching(territory: Territory, typed: str) -> list[Municipality]:
    """The municipalities, past ones too, in whose name a word begins as typed."""
    everyone = db.session.scalars(
        select(Municipality)
        .where(Municipality.territory_id == territory.id)
        .order_by(Municipality.slug)
    )
    return [one for one in everyone if name_matches(one.slug, typed)]


def municipality_at(territory: Territory, latitude: float, longitude: float) -> Municipality | None:
    """The municipality that a point in degrees lies in today."""
    code = atlas_of(territory).locator.at(longitude, latitude)
    if code is None:
        return None
    return db.session.scalar(
        select(Municipality).where(
            Municipality.territory_id == territory.id, Municipality.istat_code == code
        )
    )
