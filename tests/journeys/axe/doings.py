"""What brings a page that is open into another state: sent empty, refused, in conflict."""

from __future__ import annotations

from tests.journeys.axe.telling import Doing, Reader
from tests.journeys.screens import Screen

FAULT = "/a-fault-of-ours"


def send(selector: str = "main form[method=post]:not(.action-form)", status: int = 422) -> Doing:
    """Send a form of the page as it stands; the server refuses it with this status."""

    def do(screen: Screen, reader: Reader) -> None:
        del reader
        button = screen.page.locator(f"{selector} button[type=submit]").first
        with screen.expecting(status), screen.page.expect_navigation() as answer:
            button.click()
        assert answer.value is not None
        assert answer.value.status == status

    return do


def blank_and_send(*names: str) -> Doing:
    """Empty these fields, then send the form they are in."""

    def do(screen: Screen, reader: Reader) -> None:
        for name in names:
            for field in screen.page.locator(f"main [name^='{name}']").all():
                field.fill("")
        send(f"main form:has([name^='{names[0]}'])")(screen, reader)

    return do


def send_what_is_old(screen: Screen, reader: Reader) -> None:
    """Change a text and send it as if somebody else had saved after the page was opened."""
    form = "main form:has([name='version'])"
    screen.page.locator(f"{form} [name='version']").evaluate("(field) => { field.value = '0'; }")
    words = screen.page.locator(f"{form} textarea:visible, {form} input[type=text]:visible").first
    words.fill("Somebody typed this while another saved")
    send(form, 409)(screen, reader)


def ask_for_a_code(screen: Screen, reader: Reader) -> None:
    """Ask for a code, as far as the page that wants it."""
    del reader
    screen.page.locator("[name='email']").fill("nobody@example.org")
    with screen.page.expect_navigation():
        screen.page.locator("main form button[type=submit]").click()


def write_no_code(screen: Screen, reader: Reader) -> None:
    """Ask for a code, and send none."""
    ask_for_a_code(screen, reader)
    send()(screen, reader)


def unfold(screen: Screen, reader: Reader) -> None:
    """Open everything that is folded, but for the menu."""
    del reader
    screen.page.evaluate(
        "for (const folded of document.querySelectorAll('main details, aside details')) "
        "folded.open = true"
    )


def show_error_page(status: int) -> Doing:
    """Show a page of a fault that a sound site cannot be brought to."""

    def do(screen: Screen, reader: Reader) -> None:
        page = (reader.folder / f"error-{status}-{reader.language}.html").read_text()
        screen.page.route(
            f"**{FAULT}", lambda route: route.fulfill(body=page, content_type="text/html")
        )
        screen.open(FAULT)

    return do
