"""The front page, what a body owes to its readers, and the gallery."""

from tests.journeys.axe.doings import unfold
from tests.journeys.axe.telling import PageState

STATES = [
    PageState("home/index.html", "visitor", "/"),
    PageState("home/index.html", "planner", "/", "planner"),
    PageState("home/index.html", "facilitator", "/", "facilitator"),
    PageState("home/index.html", "administrator", "/", "administrator", do=unfold),
    PageState("home/nothing_yet.html", "bare", "/", world="bare"),
    PageState("home/accessibility.html", "read", "/accessibility"),
    PageState("home/privacy.html", "read", "/privacy"),
    PageState("home/source.html", "read", "/source"),
    PageState("home/gallery.html", "all", "/_gallery"),
]
