"""Take in a territory from a plan: made the first time, brought up to date after."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.territory.models import Municipality, Territory, Zone, ZoneMembership
from consult.territory.names import slug_of

if TYPE_CHECKING:
    from consult.territory.drafts import TerritoryDraft


class GoneError(RefusedError):
    """Something that voices may refer to is no longer in the plan."""


def load_territory(draft: TerritoryDraft) -> Territory:
    """Make the database say of a territory what the draft says; twice changes nothing more.

    Raises `GoneError` when a zone or a municipality that is already here is missing: voices refer
    to it, so it gets a last day instead.
    """
    territory = db.session.scalar(select(Territory).where(Territory.code == draft.code))
    if territory is None:
        territory = Territory(code=draft.code)
        db.session.add(territory)
    territory.name = draft.name
    territory.zones_title = draft.zones_title
    territory.credit = draft.credit
    territory.population_year = draft.population_year
    territory.fingerprint = _fingerprint(draft)
    db.session.flush()
    zones = _load_zones(territory, draft)
    municipalities = _load_municipalities(territory, draft)
    _load_stays(draft, municipalities, zones)
    return territory


def _fingerprint(draft: TerritoryDraft) -> str:
    content = json.dumps(asdict(draft), sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _load_zones(territory: Territory, draft: TerritoryDraft) -> dict[str, Zone]:
    here = {
        zone.code: zone
        for zone in db.session.scalars(select(Zone).where(Zone.territory_id == territory.id))
    }
    _none_is_gone(
        [(one.code, one.name) for one in here.values()], {one.code for one in draft.zones}
    )
    for position, one in enumerate(draft.zones, 1):
        zone = here.setdefault(one.code, Zone(territory_id=territory.id, code=one.code))
        zone.name = one.name
        zone.letters = one.letters
        zone.colour = one.colour
        zone.ink = one.ink
        zone.position = position
        zone.is_outside = one.is_outside
        zone.note = one.note
        db.session.add(zone)
    db.session.flush()
    return here


def _load_municipalities(territory: Territory, draft: TerritoryDraft) -> dict[str, Municipality]:
    here = {
        one.istat_code: one
        for one in db.session.scalars(
            select(Municipality).where(Municipality.territory_id == territory.id)
        )
    }
    _none_is_gone(
        [(one.istat_code, one.name) for one in here.values()],
        {one.code for one in draft.municipalities},
    )
    for one in draft.municipalities:
        municipality = here.setdefault(
            one.code, Municipality(territory_id=territory.id, istat_code=one.code)
        )
        municipality.cadastral_code = one.cadastral_code
        municipality.name = one.name
        municipality.slug = slug_of(one.name)
        municipality.valid_from = one.valid_from
        municipality.valid_to = one.valid_to
        municipality.population = one.population
        municipality.area_km2 = one.area_km2
        municipality.latitude = one.latitude
        municipality.longitude = one.longitude
        municipality.boundary = one.boundary
        db.session.add(municipality)
    db.session.flush()
    for one in draft.municipalities:
        here[one.code].successor_id = here[one.successor].id if one.successor else None
        here[one.code].drawn_as_id = here[one.drawn_as].id if one.drawn_as else None
    db.session.flush()
    return here


def _load_stays(
    draft: TerritoryDraft, municipalities: dict[str, Municipality], zones: dict[str, Zone]
) -> None:
    """Write the stays anew where they differ: nothing else refers to their rows."""
    ids = [one.id for one in municipalities.values()]
    written = set(
        db.session.execute(
            select(
                ZoneMembership.municipality_id,
                ZoneMembership.zone_id,
                ZoneMembership.valid_from,
                ZoneMembership.valid_to,
            ).where(ZoneMembership.municipality_id.in_(ids))
        )
    )
    wanted = [
        (
            municipalities[one.code].id,
            zones[stay.zone].id,
            stay.since or one.valid_from,
            stay.until or one.valid_to,
        )
        for one in draft.municipalities
        for stay in one.stays
    ]
    if set(wanted) == written:
        return
    db.session.execute(delete(ZoneMembership).where(ZoneMembership.municipality_id.in_(ids)))
    db.session.add_all(
        ZoneMembership(municipality_id=municipality, zone_id=zone, valid_from=since, valid_to=until)
        for municipality, zone, since, until in wanted
    )
    db.session.flush()


def _none_is_gone(here: list[tuple[str, str]], wanted: set[str]) -> None:
    gone = sorted(name for code, name in here if code not in wanted)
    if gone:
        raise GoneError(
            _(
                "%(names)s: already here, but no longer in the plan. "
                "Keep it in the file, with its last day if it has one.",
                names=", ".join(gone),
            )
        )
