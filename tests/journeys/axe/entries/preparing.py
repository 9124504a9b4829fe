"""The facilitators' desk: tables, sessions, agendas, invitations, and what is printed."""

from tests.journeys.axe.doings import send, send_what_is_old, unfold
from tests.journeys.axe.seating import BEGUN, EMPTY, PREPARED, TABLE
from tests.journeys.axe.telling import Address, PageState
from tests.journeys.places import Places


def _desk(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/tables{rest}"


def _table(rest: str = "") -> Address:
    return _desk(f"/{TABLE}{rest}")


def _session(number: int, rest: str = "") -> Address:
    return _table(f"/sessions/{number}{rest}")


def _empty(at: Places) -> str:
    return f"/processes/{at.empty_slug}/desk/tables"


STATES = [
    PageState("preparing/index.html", "filled", _desk(), "planner"),
    PageState("preparing/index.html", "empty", _empty, "administrator"),
    PageState("preparing/edit.html", "new", _desk("/new"), "planner"),
    PageState("preparing/edit.html", "wrong", _desk("/new"), "planner", do=send()),
    PageState(
        "preparing/edit.html", "in conflict", _table("/edit"), "planner", do=send_what_is_old
    ),
    PageState("preparing/show.html", "filled", _table(), "planner", do=unfold),
    PageState("preparing/session_edit.html", "new", _table("/sessions/new"), "planner", do=unfold),
    PageState(
        "preparing/session_edit.html", "wrong", _table("/sessions/new"), "planner", do=send()
    ),
    PageState(
        "preparing/session_edit.html",
        "in conflict",
        _session(PREPARED, "/edit"),
        "planner",
        do=send_what_is_old,
    ),
    PageState("preparing/session.html", "prepared", _session(PREPARED), "planner", do=unfold),
    PageState("preparing/session.html", "under way", _session(BEGUN), "administrator"),
    PageState("preparing/session.html", "empty", _session(EMPTY), "planner"),
    PageState("preparing/block.html", "new", _session(PREPARED, "/blocks/new"), "planner"),
    PageState(
        "preparing/block.html", "wrong", _session(PREPARED, "/blocks/new"), "planner", do=send()
    ),
    PageState(
        "preparing/invitations.html", "answers", _session(PREPARED, "/invitations"), "planner"
    ),
    PageState("preparing/invitations.html", "nobody", _session(EMPTY, "/invitations"), "planner"),
    PageState("preparing/poster.html", "ready", _session(PREPARED, "/poster"), "planner"),
    PageState("preparing/cards.html", "ready", _session(PREPARED, "/cards"), "planner"),
]
