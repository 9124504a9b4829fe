"""Methods by their rules: tables that change, cards in turn, a ranking, a grid of topics."""

from tests.journeys.axe.doings import blank_and_send, send, unfold
from tests.journeys.axe.ruling import (
    CAFE,
    MARKET,
    PHONELESS,
    RANKED,
    RANKING,
    READING,
    console,
    seated_by_rules,
)
from tests.journeys.axe.telling import Address, PageState, Reader
from tests.journeys.screens import Screen


def _console(number: int, rest: str = "") -> Address:
    return lambda at: console(at, number, rest)


def _projector(number: int) -> Address:
    return lambda at: console(at, number).removesuffix("console") + "projector"


def _rank_one_twice(screen: Screen, reader: Reader) -> None:
    """Give two places of a ranking to the same card, which is refused."""
    for place in (0, 1):
        screen.page.locator(f"#place-{place}").select_option(index=1)
    send("main form:has([name='place'])")(screen, reader)


CONSOLES = {"tables change": CAFE, "cards in turn": READING, "a grid is filled": MARKET}
PROJECTORS = {"cards in turn": READING, "ranked": RANKED, "a grid": MARKET}
STAND_INS = {
    "nobody chosen": (RANKING, "/stand-ins"),
    "ranked for": (RANKING, f"/stand-ins/{PHONELESS}"),
    "sent to a topic": (MARKET, f"/stand-ins/{PHONELESS}"),
}
PHONES = {"at a table": CAFE, "ranking": RANKING, "a grid": MARKET}

STATES = [
    *(
        PageState("running/console.html", name, _console(number), "planner", do=unfold)
        for name, number in CONSOLES.items()
    ),
    *(
        PageState("running/projector.html", name, _projector(number), "planner")
        for name, number in PROJECTORS.items()
    ),
    *(
        PageState("running/phone.html", name, "/join", do=seated_by_rules(number))
        for name, number in PHONES.items()
    ),
    PageState(
        "rounds/refused.html", "one twice", "/join", do=seated_by_rules(RANKING, _rank_one_twice)
    ),
    PageState(
        "rounds/rounds.html",
        "wrong",
        _console(CAFE, "/rounds"),
        "planner",
        do=blank_and_send("tables"),
    ),
    *(
        PageState("running/stand_ins.html", name, _console(*where), "planner")
        for name, where in STAND_INS.items()
    ),
    PageState("rounds/grid.html", "filled", _console(MARKET, "/grid"), "planner", do=unfold),
]
