"""The public pages of platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from consult.kernel.access import EVERYONE, open_to
from consult.taxonomy.queries import get_platform, home_cycle, platforms_of, territory_of
from consult.taxonomy.slots import (
    platform_figures,
    platform_places,
    platform_projects,
    platform_voices,
)
from consult.territory import rates_of, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("taxonomy", __name__, url_prefix="/platforms")


@bp.get("")
@open_to(EVERYONE)
def index() -> ResponseReturnValue:
    """Show the platforms, each with what it is for."""
    cycle = home_cycle()
    platforms = platforms_of(cycle)
    return render_template(
        "taxonomy/index.html",
        cycle=cycle,
        platforms=platforms,
        figures=platform_figures.fill(platforms),
    )


@bp.get("/<code>")
@open_to(EVERYONE)
def show(code: str) -> ResponseReturnValue:
    """Show one platform: its objective, its projects, the voices behind them."""
    cycle = home_cycle()
    platform = get_platform(cycle, code)
    places = next(iter(platform_places.fill([platform])[platform.id]), {})
    return render_template(
        "taxonomy/show.html",
        cycle=cycle,
        platform=platform,
        figures=platform_figures.fill([platform])[platform.id],
        projects=platform_projects.fill([platform])[platform.id],
        voices=platform_voices.fill([platform])[platform.id],
        rates=rates_of(territory_of(cycle), today(), places) if places else [],
    )
