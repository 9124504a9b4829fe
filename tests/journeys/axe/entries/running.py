"""A session under way: its console, its projector, and the phones in the room."""

from tests.journeys.axe.doings import blank_and_send, unfold
from tests.journeys.axe.running import (
    CALLED_OFF,
    GROUPS,
    LATE,
    OPEN,
    OVER,
    PREPARED,
    SPEAKING,
    TABLE,
    VOTING,
    WRITING,
    on_the_phone,
    rank_one_twice,
)
from tests.journeys.axe.telling import Address, PageState

WAYS = {
    "being prepared": PREPARED,
    "open": OPEN,
    "writing": WRITING,
    "in groups": GROUPS,
    "speaking": SPEAKING,
    "voting, paused": VOTING,
    "over": OVER,
}
SHOWN_ON_PHONES = {name: way for name, way in WAYS.items() if way != PREPARED} | {"late": LATE}


def _page(number: int, page: str) -> Address:
    return lambda at: f"/processes/{at.slug}/desk/tables/{TABLE}/sessions/{number}/{page}"


STATES = [
    *(
        PageState("running/console.html", name, _page(number, "console"), "planner", do=unfold)
        for name, number in (WAYS | {"called off": CALLED_OFF}).items()
    ),
    *(
        PageState("running/projector.html", name, _page(number, "projector"), "planner")
        for name, number in WAYS.items()
    ),
    *(
        PageState("running/phone.html", name, "/join", do=on_the_phone(number))
        for name, number in SHOWN_ON_PHONES.items()
    ),
    PageState("polls/new.html", "empty", _page(SPEAKING, "console/polls/new"), "planner"),
    PageState(
        "polls/new.html",
        "wrong",
        _page(SPEAKING, "console/polls/new"),
        "planner",
        do=blank_and_send("question"),
    ),
    PageState("polls/refused.html", "one thing in two places", "/join", do=rank_one_twice),
    PageState("running/phone.html", "not let in", "/join", do=on_the_phone(OPEN, let_in=False)),
]
