"""Error pages: those that an address answers, and those that only a fault brings."""

from tests.journeys.axe.doings import show_error_page
from tests.journeys.axe.telling import PageState

BROUGHT = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507)

STATES = [
    PageState("errors/400.html", "unknown filter", "/platforms?nothing=1", status=400),
    PageState(
        "errors/403.html",
        "not their desk",
        lambda at: f"/processes/{at.slug}/desk/moderation",
        "citizen",
        status=403,
    ),
    PageState("errors/404.html", "nowhere", "/nowhere", status=404),
    PageState("errors/404.html", "nowhere in a bare house", "/nowhere", status=404, world="bare"),
    *(
        PageState(f"errors/{status}.html", "with what was typed", "/", do=show_error_page(status))
        for status in BROUGHT
    ),
]
