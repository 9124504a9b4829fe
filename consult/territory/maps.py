"""Maps of a territory on a day, from what the database holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.lists import format_list
from sqlalchemy import select

from consult.kernel.db import db
from consult.kernel.i18n import _, current_language, text
from consult.territory.atlas import atlas_of
from consult.territory.choropleth import Choropleth, Mark, Place, Scene, Series, ZoneSign, draw
from consult.territory.models import Municipality
from consult.territory.queries import (
    municipalities_on,
    turning_days,
    zones_by_municipality,
    zones_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from consult.territory.models import Territory


def no_link(municipality: Municipality) -> None:
    """Lead nowhere."""
    del municipality


def map_of(
    territory: Territory,
    day: date,
    series: Series,
    *,
    link: Callable[[Municipality], str | None] = no_link,
    within: Collection[int] | None = None,
    chosen: Collection[int] = (),
    marks: Sequence[Mark] = (),
) -> Choropleth:
    """The map of a series over the municipalities that stand on a day.

    `within` and `chosen` are ids: the municipalities to draw (at first, all) and those to point
    out. Keep what is made of it under the territory's fingerprint: it reads every municipality.
    """
    standing = municipalities_on(territory, day)
    zones = zones_by_municipality(territory, day)
    drawn = [one for one in standing if within is None or one.id in within]
    drawn_by = shapes_of(drawn)
    places = [
        Place(
            code=one.istat_code,
            name=one.name,
            shape=drawn_by[one.id].istat_code,
            zone=zones[one.id].code if one.id in zones else "",
            url=link(one),
            chosen=one.id in chosen,
        )
        for one in drawn
    ]
    atlas = atlas_of(territory)
    shapes = {place.shape for place in places} & atlas.shapes.keys()
    present = {place.zone for place in places}
    scene = Scene(
        places=places,
        zones=[
            ZoneSign(zone.code, zone.name, zone.letters)
            for zone in zones_of(territory)
            if zone.code in present
        ],
        credit=text(territory.credit),
        note=_note(drawn, drawn_by, is_past=any(day < turn for turn in turning_days(territory))),
        marks=marks,
    )
    return draw(scene, series, atlas.drawing(shapes) if shapes else None)


def shapes_of(municipalities: Sequence[Municipality]) -> dict[int, Municipality]:
    """The municipality whose shape each is drawn by, mostly its own, by id."""
    others = db.session.scalars(
        select(Municipality).where(
            Municipality.id.in_({one.drawn_as_id for one in municipalities if one.drawn_as_id})
        )
    )
    by_id = {one.id: one for one in others}
    return {one.id: by_id.get(one.drawn_as_id or 0, one) for one in municipalities}


def _note(
    municipalities: Sequence[Municipality], drawn_by: dict[int, Municipality], *, is_past: bool
) -> str:
    """Say that the shapes are today's, and which of them stands for several municipalities."""
    shared: dict[str, list[str]] = {}
    for one in municipalities:
        if drawn_by[one.id] is not one:
            shared.setdefault(drawn_by[one.id].name, []).append(one.name)
    sentences = [_("The boundaries drawn are today's.")] if is_past else []
    sentences += [
        _(
            "%(names)s are drawn together, with the shape of %(successor)s, which they became.",
            names=format_list(names, locale=current_language()),
            successor=successor,
        )
        for successor, names in shared.items()
    ]
    return " ".join(sentences)
