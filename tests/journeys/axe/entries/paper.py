"""Paper: lines typed in, and a file looked at before it is written."""

from tests.journeys.axe.doings import send, unfold
from tests.journeys.axe.telling import Address, PageState, Reader
from tests.journeys.axe.walling import ARRANGED, DELETED, HIDDEN, LATE, MARKED, WRITTEN, console
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


def _open_its_card(screen: Screen, reader: Reader) -> None:
    del reader
    with screen.page.expect_navigation():
        screen.page.locator("#marked ~ ol a").first.click()


STATES = [
    PageState("paper/photos.html", "some", _console(ARRANGED, "/photos"), "planner"),
    PageState("paper/photos.html", "none", _console(LATE, "/photos"), "planner"),
    PageState(
        "paper/photos.html",
        "wrong",
        _console(ARRANGED, "/photos"),
        "planner",
        do=send("form:has([type=file])"),
    ),
    PageState(
        "paper/photo.html", "marked", _console(ARRANGED, f"/photos/{MARKED}"), "planner", do=unfold
    ),
    PageState(
        "paper/photo.html",
        "wrong",
        _console(ARRANGED, f"/photos/{MARKED}"),
        "planner",
        do=send("#mark-form"),
    ),
    PageState("paper/photo.html", "hidden", _console(ARRANGED, f"/photos/{HIDDEN}"), "planner"),
    PageState("paper/photo.html", "deleted", _console(ARRANGED, f"/photos/{DELETED}"), "planner"),
    PageState(
        "paper/card.html",
        "on a photo",
        _console(ARRANGED, f"/photos/{MARKED}"),
        "planner",
        do=_open_its_card,
    ),
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
