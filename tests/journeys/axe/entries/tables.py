"""Tables: all of them, one, its sessions, and the page that a letter leads to."""

from tests.journeys.axe.seating import BEGUN, CALLED_OFF, HELD, PREPARED, TABLE, invitation_path
from tests.journeys.axe.telling import Address, PageState
from tests.journeys.places import Places


def _tables(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/tables{rest}"


def _session(number: int) -> Address:
    return _tables(f"/{TABLE}/sessions/{number}")


def _empty(at: Places) -> str:
    return f"/processes/{at.empty_slug}/tables"


STATES = [
    PageState("tables/index.html", "filled", _tables(), "planner"),
    PageState("tables/index.html", "empty", _empty),
    PageState("tables/show.html", "filled", _tables(f"/{TABLE}"), "facilitator"),
    PageState("tables/show.html", "bare", _tables("/bare")),
    PageState("tables/session.html", "to come", _session(PREPARED)),
    PageState("tables/session.html", "under way", _session(BEGUN), "planner"),
    PageState("tables/session.html", "called off", _session(CALLED_OFF)),
    PageState("tables/session.html", "held", _session(HELD)),
    PageState("tables/invitation.html", "asked", invitation_path),
]
