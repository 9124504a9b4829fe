"""Zones, municipalities and their boundaries, each from a day to a day; knows no person."""

from __future__ import annotations

from consult.territory.areas import GROUNDS as AREA_GROUNDS
from consult.territory.areas import add_areas, found_territory
from consult.territory.choropleth import (
    Area,
    Border,
    Choropleth,
    LegendItem,
    Mark,
    Pin,
    Row,
    Series,
)
from consult.territory.commands import GoneError, load_territory
from consult.territory.drafts import MunicipalityDraft, Stay, TerritoryDraft, ZoneDraft
from consult.territory.geometry import GeometryError, shape_of
from consult.territory.links import municipality_links
from consult.territory.maps import map_of
from consult.territory.models import Municipality, Territory, Zone, ZoneMembership
from consult.territory.names import slug_of
from consult.territory.queries import (
    get_municipality,
    get_zone,
    home_territory,
    municipalities_matching,
    municipalities_on,
    municipality_at,
    municipality_named,
    places_of,
    today,
    zone_ids_of,
    zone_of,
    zones_by_municipality,
    zones_of,
)
from consult.territory.slots import (
    Figure,
    Link,
    municipality_actions,
    municipality_voices,
    versions,
    voices_by_place,
    zone_figures,
    zone_vocation,
    zone_voices,
)
from consult.territory.sums import ZoneRate, ZoneSum, rates_of, sums_of

__all__ = [
    "AREA_GROUNDS",
    "Area",
    "Border",
    "Choropleth",
    "Figure",
    "GeometryError",
    "GoneError",
    "LegendItem",
    "Link",
    "Mark",
    "Municipality",
    "MunicipalityDraft",
    "Pin",
    "Row",
    "Series",
    "Stay",
    "Territory",
    "TerritoryDraft",
    "Zone",
    "ZoneDraft",
    "ZoneMembership",
    "ZoneRate",
    "ZoneSum",
    "add_areas",
    "found_territory",
    "get_municipality",
    "get_zone",
    "home_territory",
    "load_territory",
    "map_of",
    "municipalities_matching",
    "municipalities_on",
    "municipality_actions",
    "municipality_at",
    "municipality_links",
    "municipality_named",
    "municipality_voices",
    "places_of",
    "rates_of",
    "shape_of",
    "slug_of",
    "sums_of",
    "today",
    "versions",
    "voices_by_place",
    "zone_figures",
    "zone_ids_of",
    "zone_of",
    "zone_vocation",
    "zone_voices",
    "zones_by_municipality",
    "zones_of",
]
