"""The public pages of zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from consult.kernel.access import EVERYONE, open_to
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _
from consult.territory.days import day_asked, stretches
from consult.territory.pictures import zone_part, zones_part
from consult.territory.queries import get_zone, home_territory, today, turning_days
from consult.territory.series import Shown

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("territory", __name__, url_prefix="/zones")


@bp.get("")
@open_to(EVERYONE, query=("on", "year", "show"))
def index() -> ResponseReturnValue:
    """Show every zone on a map and in words, on the day asked for."""
    territory, shown = home_territory(), _shown()
    day = day_asked(request.args, today())
    times = stretches(turning_days(territory))
    stretch = next(one for one in times if one.holds(day))
    return render_template(
        "territory/index.html",
        territory=territory,
        part=zones_part(territory, stretch, shown),
        day=day,
        stretch=stretch,
        times=times,
    )


def _shown() -> Shown | None:
    asked = request.args.get("show")
    if asked and asked not in set(Shown):
        raise BadRequestError(_("There is no such map."))
    return Shown(asked) if asked else None


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
        part=zone_part(territory, zone, today()),
    )
