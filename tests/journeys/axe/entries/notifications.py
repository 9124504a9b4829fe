"""Pages of letters: how often they come, and stopping them from a letter."""

from tests.journeys.axe.doings import send
from tests.journeys.axe.telling import PageState

STATES = [
    PageState("notifications/edit.html", "chosen", "/account/letters", "citizen"),
    PageState("notifications/stop_new.html", "asked", lambda places: places.stops["citizen"]),
    PageState(
        "notifications/stop_new.html",
        "stopped",
        lambda places: places.stops["administrator"],
        do=send("main form[method=post]", 200),
    ),
]
