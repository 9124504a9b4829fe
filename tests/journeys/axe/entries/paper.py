"""Paper: lines typed in, and a file looked at before it is written."""

from tests.journeys.axe.doings import send, unfold
from tests.journeys.axe.telling import Address, PageState, Reader
from tests.journeys.axe.walling import ARRANGED, WRITTEN, console
from tests.journeys.screens import Screen

CSV = "number,text,name,municipality\n41,Panchine,,\n41,Ombra,,\nx,,,\n"


def _console(number: int, rest: str = "") -> Address:
    return lambda at: console(at, number, rest)


def _look_at_a_file(screen: Screen, reader: Reader) -> None:
    unfold(screen, reader)
    file = {"name": "cards.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    screen.page.locator("[type=file]").set_input_files(file)
    with screen.page.expect_navigation():
        screen.page.locator(".paper__file button").click()


STATES = [
    PageState("paper/index.html", "asked", _console(WRITTEN, "/cards"), "planner", do=unfold),
    PageState(
        "paper/index.html",
        "wrong",
        _console(ARRANGED, "/cards"),
        "planner",
        do=send("form.paper"),
    ),
    PageState(
        "paper/rows.html",
        "looked at",
        _console(ARRANGED, "/cards"),
        "planner",
        do=_look_at_a_file,
    ),
]
