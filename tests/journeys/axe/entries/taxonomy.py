"""The plan's words: platforms, themes, the plan, and the desk where they are changed."""

from tests.journeys.axe.doings import blank_and_send, send_what_is_old
from tests.journeys.axe.telling import PageState
from tests.journeys.places import Places


def _words(at: Places) -> str:
    return f"/desk/plan/platforms/{at.platforms[0].key}"


def _theme_words(at: Places) -> str:
    return f"/desk/plan/themes/{at.themes[0].key}"


STATES = [
    PageState("taxonomy/index.html", "all", "/platforms"),
    PageState("taxonomy/show.html", "first", lambda at: f"/platforms/{at.platforms[0].key}"),
    PageState(
        "taxonomy/show.html", "last", lambda at: f"/platforms/{at.platforms[-1].key}", "citizen"
    ),
    PageState("taxonomy/themes.html", "all", "/themes"),
    PageState("taxonomy/theme.html", "first", lambda at: f"/themes/{at.themes[0].key}"),
    PageState("taxonomy/plan.html", "read", "/plan"),
    PageState("taxonomy/desk.html", "all", "/desk/plan", "administrator"),
    PageState("taxonomy/edit.html", "filled", _words, "administrator"),
    PageState("taxonomy/edit.html", "theme", _theme_words, "administrator"),
    PageState("taxonomy/edit.html", "wrong", _words, "administrator", do=blank_and_send("title")),
    PageState("taxonomy/edit.html", "conflict", _words, "administrator", do=send_what_is_old),
]
