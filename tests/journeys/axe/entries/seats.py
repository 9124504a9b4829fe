"""Joining a session, one's own seat, and the seats at the console."""

from tests.journeys.axe.doings import send, unfold
from tests.journeys.axe.seating import OFF_CODE
from tests.journeys.axe.sitting import (
    OPEN,
    OVER,
    PREPARED,
    TABLE,
    WAITS,
    go_on_elsewhere,
    show_the_link,
    sit_down,
)
from tests.journeys.axe.telling import Address, PageState

ACCOUNT, ADDRESS = f"/t/{OPEN}/account", f"/t/{OPEN}/address"


def _join(code: str) -> str:
    return f"/join/{code}"


def _console(number: int, rest: str = "") -> Address:
    return lambda at: (
        f"/processes/{at.slug}/desk/tables/{TABLE}/sessions/{number}/console/seats{rest}"
    )


STATES = [
    PageState("seats/index.html", "asked", "/join"),
    PageState("seats/index.html", "wrong", "/join?code=AAAAAA", status=404),
    PageState("seats/called_off.html", "with a next one", _join(OFF_CODE), status=404),
    PageState("seats/new.html", "asked", _join(OPEN)),
    PageState("seats/new.html", "signed in", _join(OPEN), "citizen"),
    PageState("seats/new.html", "wrong", _join(OPEN), do=send("main form.join")),
    PageState("seats/new.html", "not open", _join(PREPARED)),
    PageState("seats/new.html", "over", _join(OVER)),
    PageState("seats/standing.html", "seated", _join(OPEN), do=sit_down(OPEN)),
    PageState("seats/standing.html", "waiting", _join(WAITS), do=sit_down(WAITS)),
    PageState("seats/devices.html", "shown", _join(OPEN), do=show_the_link),
    PageState("seats/device.html", "asked", _join(OPEN), do=go_on_elsewhere),
    PageState("seats/account.html", "visitor", _join(OPEN), do=sit_down(OPEN, ACCOUNT)),
    PageState(
        "seats/account.html",
        "signed in",
        _join(OPEN),
        "citizen",
        do=sit_down(OPEN, ACCOUNT),
    ),
    PageState("seats/address.html", "asked", _join(OPEN), do=sit_down(OPEN, ADDRESS)),
    PageState("seats/desk/index.html", "filled", _console(5), "planner", do=unfold),
    PageState("seats/desk/index.html", "empty", _console(3), "planner"),
    PageState("seats/desk/index.html", "wrong", _console(5), "planner", do=send("aside.pane form")),
    PageState("seats/desk/name.html", "asked", _console(5, "/1/name"), "planner"),
    PageState("seats/desk/groups.html", "filled", _console(5, "/groups"), "planner", do=unfold),
    PageState("seats/desk/groups.html", "empty", _console(1, "/groups"), "planner"),
]
