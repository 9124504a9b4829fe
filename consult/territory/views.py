"""The public pages of zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from consult.kernel.access import EVERYONE, open_to
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _
from consult.territory.days import day_asked, stretches
from consult.territory.pictures import voices_in, zone_part, zones_part
from consult.territory.queries import (
    get_zone,
    home_territory,
    today,
    turning_days,
    zones_of,
)
from consult.territory.series import Shown, titles_of
from consult.territory.slots import zone_vocation, zone_voices

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("territory", __name__, url_prefix="/zones")

ABOUT_PEOPLE = (Shown.POPULATION, Shown.DENSITY)


@bp.get("")
@open_to(EVERYONE, query=("on", "year", "show"))
def index() -> ResponseReturnValue:
    """Show every zone on a map and in words, on the day asked for."""
    territory = home_territory()
    day = day_asked(request.args, today())
    times = stretches(turning_days(territory))
    stretch = next(one for one in times if one.holds(day))
    zones = zones_of(territory)
    # Voices are of the municipalities of today: on a past map there is nowhere to put some.
    voices = voices_in(territory) if stretch is times[-1] else {}
    offered = tuple(Shown) if voices else ABOUT_PEOPLE
    shown = _shown(offered)
    return render_template(
        "territory/index.html",
        territory=territory,
        part=zones_part(territory, zones, stretch, shown, voices),
        day=day,
        stretch=stretch,
        times=times,
        offered={one: titles_of(one, territory.population_year).short for one in offered},
        shown=shown,
    )


def _shown(offered: tuple[Shown, ...]) -> Shown:
    """What the map shows: what was asked, else the first that can be shown."""
    asked = request.args.get("show", "")
    if not asked:
        return offered[0]
    if asked not in set(Shown):
        raise BadRequestError(_("There is no such map."))
    return Shown(asked) if asked in offered else offered[0]


@bp.get("/<code>")
@open_to(EVERYONE)
def show(code: str) -> ResponseReturnValue:
    """Show one zone: its municipalities, what the plan sees in it, its latest voices."""
    territory = home_territory()
    zone = get_zone(territory, code)
    return render_template(
        "territory/show.html",
        territory=territory,
        zone=zone,
        vocation=next(iter(zone_vocation.fill([zone])[zone.id]), {}),
        part=zone_part(territory, zone, today(), voices_in(territory)),
        voices=zone_voices.fill([zone])[zone.id],
        zones=zones_of(territory),
    )
