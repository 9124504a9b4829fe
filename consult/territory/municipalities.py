"""The public pages of municipalities: finding one by name, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from consult.kernel.access import EVERYONE, open_to
from consult.kernel.text import clean_line
from consult.territory.pictures import municipality_part
from consult.territory.queries import (
    get_municipality,
    home_territory,
    last_day_of,
    municipalities_matching,
    municipalities_on,
    today,
    zone_of,
    zones_by_municipality,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("territory_municipalities", __name__, url_prefix="/municipalities")

LONGEST_NAME = 80


@bp.get("")
@open_to(EVERYONE, query=("q",))
def index() -> ResponseReturnValue:
    """Find a municipality by name; a name that only one has leads straight to it."""
    territory = home_territory()
    typed = clean_line(request.args.get("q", ""))[:LONGEST_NAME]
    found = municipalities_matching(territory, typed) if typed else None
    if found and len(found) == 1:
        return redirect(url_for(".show", slug=found[0].slug), 303)
    return render_template(
        "territory/municipalities.html",
        territory=territory,
        typed=typed,
        found=municipalities_on(territory, today()) if found is None else found,
        zones=zones_by_municipality(territory, today()),
    )


@bp.get("/<slug>")
@open_to(EVERYONE)
def show(slug: str) -> ResponseReturnValue:
    """Show one municipality, past or present: where it is, what it was, who spoke from it."""
    territory = home_territory()
    municipality = get_municipality(territory, slug)
    return render_template(
        "territory/municipality.html",
        territory=territory,
        municipality=municipality,
        zone=zone_of(municipality, last_day_of(municipality, today())),
        part=municipality_part(territory, municipality, today()),
    )
