"""Paper: lines typed in, and a file looked at before it is written."""

from playwright.sync_api import expect

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


def _draw(screen: Screen, reader: Reader) -> None:
    """Draw round a card by mouse, then move the rectangle by keys; its words come next."""
    unfold(screen, reader)
    stage = screen.page.locator("#mark")
    stage.scroll_into_view_if_needed()
    at = stage.bounding_box()
    assert at is not None
    screen.page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    screen.page.mouse.down()
    screen.page.mouse.move(at["x"] + at["width"] * 3 / 4, at["y"] + at["height"] / 4)
    screen.page.mouse.up()
    expect(screen.page.locator("#mark-form [name=source]")).to_be_focused()
    stage.focus()
    for key in ("ArrowLeft", "Shift+ArrowRight", "Enter"):
        screen.page.keyboard.press(key)
    expect(screen.page.locator("#mark-form [name=source]")).to_be_focused()
    sides = ("x", "y", "width", "height")
    drawn = [screen.page.locator(f"#mark-form [name={side}]").input_value() for side in sides]
    assert [round(float(side)) for side in drawn] == [49, 25, 26, 25]


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
        "paper/photo.html", "marked", _console(ARRANGED, f"/photos/{MARKED}"), "planner", do=_draw
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
