"""The wall: written on, arranged and voted on from phones, the console and the projector."""

from tests.journeys.axe.doings import unfold
from tests.journeys.axe.telling import Address, Doing, PageState, Reader
from tests.journeys.axe.walling import (
    ARRANGED,
    GROUPED,
    LATE,
    TOLD,
    VOTED,
    WRITTEN,
    console,
    seated,
)
from tests.journeys.screens import Screen


def _console(number: int, rest: str = "") -> Address:
    return lambda at: console(at, number, rest)


def _projector(number: int) -> Address:
    return lambda at: console(at, number).removesuffix("console") + "projector"


def _phone(
    template: str, name: str, number: int, path: str = "", then: Doing | None = None
) -> PageState:
    return PageState(template, name, "/join", do=seated(number, path, then))


def _send_empty(screen: Screen, reader: Reader) -> None:
    """Send a card without words, as a browser without our script would."""
    del reader
    with screen.expecting(422), screen.page.expect_navigation():
        screen.page.locator("form:has(textarea)").evaluate(
            "(form) => HTMLFormElement.prototype.submit.call(form)"
        )


def _put_too_many(screen: Screen, reader: Reader) -> None:
    """Put more dots on one thing than the vote allows, as a browser without our script could."""
    del reader
    with screen.expecting(422), screen.page.expect_navigation():
        screen.page.locator("form:has([name=put])").evaluate(
            """(form) => {
                const field = document.createElement("input");
                field.type = "hidden";
                field.name = "put";
                field.value = form.querySelector("[name=put]").value.split(":")[0] + ":3";
                form.append(field);
                HTMLFormElement.prototype.submit.call(form);
            }"""
        )


def _change(screen: Screen, reader: Reader) -> None:
    del reader
    with screen.page.expect_navigation():
        screen.page.locator(".own-cards a").first.click()


def _pick_up(screen: Screen, reader: Reader) -> None:
    """Pick a card up, so that what it resembles is shown."""
    unfold(screen, reader)
    screen.page.locator(".wall-card[data-like] .wall-card__pick").first.focus()
    screen.page.keyboard.press("Space")


STATES = [
    _phone("wall/cards.html", "writing", WRITTEN, "/cards"),
    _phone("wall/cards.html", "wrong", WRITTEN, "/cards", _send_empty),
    _phone("wall/cards.html", "late", LATE, "/cards"),
    _phone("wall/cards.html", "nothing to write", VOTED, "/cards"),
    _phone("wall/card.html", "changing", WRITTEN, "/cards", _change),
    _phone("wall/refused.html", "too many dots", VOTED, "", _put_too_many),
    _phone("running/phone.html", "writing a card", WRITTEN),
    _phone("running/phone.html", "reading the wall", ARRANGED),
    _phone("running/phone.html", "voting", VOTED),
    _phone("running/phone.html", "told", TOLD),
    _phone("running/phone.html", "arranging as a group", GROUPED, "", unfold),
    PageState("running/console.html", "cards covered", _console(WRITTEN), "planner"),
    PageState("running/console.html", "wall arranged", _console(ARRANGED), "planner", do=_pick_up),
    PageState("running/console.html", "voting", _console(VOTED), "planner"),
    PageState("running/console.html", "vote told", _console(TOLD), "planner"),
    PageState("running/projector.html", "cards covered", _projector(WRITTEN), "planner"),
    PageState("running/projector.html", "wall arranged", _projector(ARRANGED), "planner"),
    PageState("running/projector.html", "vote told", _projector(TOLD), "planner"),
]
