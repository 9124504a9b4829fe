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
from consult.territory import sums_of, today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from consult.territory import Territory, Zone

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
        rates=_rates(places, territory_of(cycle)) if places else [],
    )


def _rates(places: Mapping[int, int], territory: Territory) -> list[tuple[Zone, int, float]]:
    """Voices by zone, and how many that is per 10,000 inhabitants, the highest rate first.

    Two decimals: a platform has few voices, and a zone may have a million people.
    """
    rates = []
    for total in sums_of(territory, today()):
        voices = sum(places.get(one.id, 0) for one in total.municipalities)
        if total.population:
            rates.append((total.zone, voices, round(voices / total.population * 10_000, 2)))
    return sorted(rates, key=lambda one: (-one[2], one[0].position))
