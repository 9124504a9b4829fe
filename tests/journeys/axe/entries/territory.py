"""Zones and municipalities, on any day."""

from tests.journeys.axe.doings import unfold
from tests.journeys.axe.telling import PageState

STATES = [
    PageState("territory/index.html", "today", "/zones", do=unfold),
    PageState("territory/index.html", "by population", "/zones?show=population"),
    PageState("territory/index.html", "in 2016", "/zones?year=2016"),
    PageState("territory/show.html", "zone", lambda at: f"/zones/{at.zone.key}", do=unfold),
    PageState(
        "territory/municipality.html",
        "standing",
        lambda at: f"/municipalities/{at.municipality.key}",
        do=unfold,
    ),
    PageState(
        "territory/municipality.html",
        "no more",
        lambda at: f"/municipalities/{at.former_municipality}",
        "citizen",
    ),
    PageState("territory/municipalities.html", "all", "/municipalities"),
    PageState("territory/municipalities.html", "found", "/municipalities?q=san"),
    PageState("territory/municipalities.html", "none", "/municipalities?q=xyzzy"),
]
