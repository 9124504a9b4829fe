"""Which pages machines are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.processes import process_at_hand
from consult.taxonomy import platforms_of, territory_of, themes_of
from consult.territory import municipalities_on, today, zones_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def addresses() -> Iterator[str]:
    """Return the local addresses of the pages that stay."""
    yield url_for("home.index")
    yield url_for("home.accessibility")
    yield url_for("home.privacy")
    process = process_at_hand()
    if process is None:
        return
    for endpoint in (
        "processes.show",
        "ideas.index",
        "ideamap.index",
        "tables.index",
        "projects.index",
    ):
        yield url_for(endpoint, slug=process.slug)
    territory = territory_of(process.cycle)
    for zone in zones_of(territory):
        yield url_for("territory.show", code=zone.code)
    for place in municipalities_on(territory, today()):
        yield url_for("territory_municipalities.show", slug=place.slug)
    for platform in platforms_of(process.cycle):
        yield url_for("taxonomy.show", code=platform.code)
    for theme in themes_of(process.cycle):
        yield url_for("taxonomy_themes.show", code=theme.code)
