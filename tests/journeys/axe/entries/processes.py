"""Consultations: their pages, their pact, and the desk where they are set up."""

from tests.journeys.axe.doings import blank_and_send, send, send_what_is_old, unfold
from tests.journeys.axe.telling import Address, PageState


def _at(rest: str = "", slug: str = "slug") -> Address:
    return lambda at: f"/processes/{getattr(at, slug)}{rest}"


SETTINGS = _at("/desk/settings")

STATES = [
    PageState("processes/index.html", "visitor", "/processes"),
    PageState("processes/index.html", "administrator", "/processes", "administrator"),
    PageState("processes/index.html", "empty", "/processes", world="bare"),
    PageState("processes/new.html", "asked", "/processes/new", "administrator"),
    PageState("processes/new.html", "wrong", "/processes/new", "administrator", do=send()),
    PageState("processes/show.html", "open", _at()),
    PageState("processes/show.html", "planner", _at(), "planner"),
    PageState("processes/show.html", "no idea yet", _at(slug="empty_slug"), "citizen"),
    PageState("processes/show.html", "draft", _at(slug="draft_slug"), "administrator"),
    PageState("processes/show.html", "closed", _at(slug="closed_slug")),
    PageState("processes/pact_show.html", "visitor", _at("/pact")),
    PageState("processes/pact_show.html", "to accept", _at("/pact"), "newcomer"),
    PageState("processes/pact_show.html", "accepted", _at("/pact"), "author"),
    PageState("processes/pact_show.html", "older", _at("/pact?version=1", "empty_slug")),
    PageState("processes/desk/texts_edit.html", "filled", SETTINGS, "planner", do=unfold),
    PageState(
        "processes/desk/texts_edit.html",
        "draft",
        _at("/desk/settings", "draft_slug"),
        "administrator",
    ),
    PageState(
        "processes/desk/texts_edit.html", "conflict", SETTINGS, "planner", do=send_what_is_old
    ),
    PageState("processes/desk/pact_new.html", "filled", _at("/desk/settings/pact"), "planner"),
    PageState(
        "processes/desk/pact_new.html",
        "wrong",
        _at("/desk/settings/pact"),
        "planner",
        do=blank_and_send("text"),
    ),
    PageState(
        "processes/desk/phases_index.html", "filled", _at("/desk/settings/phases"), "planner"
    ),
    PageState("processes/desk/phases_new.html", "new", _at("/desk/settings/phases/new"), "planner"),
    PageState(
        "processes/desk/phases_new.html",
        "wrong",
        _at("/desk/settings/phases/new"),
        "administrator",
        do=send(),
    ),
    PageState(
        "processes/desk/phases_edit.html",
        "filled",
        _at("/desk/settings/phases/positions", "empty_slug"),
        "administrator",
    ),
    PageState(
        "processes/desk/phases_edit.html",
        "wrong",
        _at("/desk/settings/phases/positions", "empty_slug"),
        "administrator",
        do=blank_and_send("title"),
    ),
    PageState("processes/desk/staff_index.html", "filled", _at("/desk/settings/staff"), "planner"),
    PageState(
        "processes/desk/staff_index.html",
        "wrong",
        _at("/desk/settings/staff"),
        "administrator",
        do=send(),
    ),
    PageState(
        "processes/desk/staff_index.html",
        "empty",
        _at("/desk/settings/staff", "empty_slug"),
        "administrator",
    ),
]
