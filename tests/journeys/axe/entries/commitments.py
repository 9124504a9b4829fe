"""What was promised in sessions: at the desk, and as everyone reads it."""

from tests.journeys.axe.closing import OPEN, PROMISE
from tests.journeys.axe.doings import blank_and_send, send_what_is_old
from tests.journeys.axe.telling import Address, PageState


def _desk(table: str, rest: str) -> Address:
    return lambda at: f"/processes/{at.slug}/desk/tables/{table}/sessions/1/{rest}"


def _public(rest: str) -> Address:
    return lambda at: f"/processes/{at.slug}/commitments{rest}"


STATES = [
    PageState("commitments/index.html", "filled", _desk(OPEN, "commitments"), "planner"),
    PageState(
        "commitments/index.html",
        "wrong",
        _desk(OPEN, "commitments"),
        "administrator",
        do=blank_and_send("who"),
    ),
    PageState(
        "commitments/edit.html",
        "filled",
        _desk(OPEN, f"commitments/{PROMISE}/edit"),
        "planner",
    ),
    PageState(
        "commitments/edit.html",
        "conflict",
        _desk(OPEN, f"commitments/{PROMISE}/edit"),
        "administrator",
        do=send_what_is_old,
    ),
    PageState("commitments/public.html", "filled", _public("")),
    PageState("commitments/public.html", "one state", _public("?state=kept")),
    PageState("commitments/public.html", "empty", _public("?state=dropped")),
    PageState("commitments/show.html", "read", _public(f"/{PROMISE}")),
    PageState("commitments/show.html", "settled by staff", _public(f"/{PROMISE}"), "planner"),
    PageState("commitments/stop.html", "asked", lambda at: at.reminder),
]
