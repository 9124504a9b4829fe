"""A browser window that lets no fault pass: no error, no foreign host, no failed request."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

PICTURES = Path(__file__).parents[2] / ".cache" / "journeys"
PHONE = 390
DESK = 1280
HEIGHTS = {PHONE: 844, DESK: 800}
PATIENCE = 30_000  # milliseconds
OWN_SCHEMES = frozenset({"blob", "data"})
LOCALES = {"it": "it-IT", "en": "en-GB"}
REFUSED = "Failed to load resource"
TOLD_AS_WARNING = ("Content Security Policy", "Trusted Type", "preload")


class Screen:
    """One window of one browser, with its faults."""

    def __init__(self, page: Page, base_url: str, width: int, name: str) -> None:
        self.page = page
        self.base_url = base_url
        self.width = width
        self.name = name
        self.faults: list[str] = []
        self._expected: set[int] = set()
        self._cut_off = False
        page.set_default_timeout(PATIENCE)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._note(f"uncaught: {error}"))
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failure)
        page.on("response", self._on_response)

    @property
    def path(self) -> str:
        """Where the window is, without the host and without what follows a question mark."""
        return urlsplit(self.page.url).path

    def open(self, path: str) -> None:
        """Type an address of the site."""
        self.page.goto(self.base_url + path)

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Let pages answer with these statuses for a while."""
        self._expected |= set(statuses)
        try:
            yield
        finally:
            self._expected -= set(statuses)

    @contextmanager
    def turned_to(self, base_url: str, name: str) -> Iterator[None]:
        """Look at another page in this window, which a failure closes."""
        self.base_url, self.name = base_url, name
        self.faults.clear()
        try:
            with self.telling():
                yield
                self.page.unroute_all()
                self.page.goto("about:blank")
        except BaseException:
            self.page.close()
            raise
        self.check()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell a failure where it was, with its last picture."""
        try:
            yield
        except BaseException as failure:
            picture = self.picture()
            failure.add_note("\n".join([f"at {self.page.url}", *self.faults, picture]))
            raise

    @contextmanager
    def without_network(self) -> Iterator[None]:
        """Cut this window off for a while; what it asks for meanwhile fails, as it must."""
        self._cut_off = True
        self.page.context.set_offline(True)
        yield
        self.page.context.set_offline(False)

    def check(self) -> None:
        """Refuse what was noted so far."""
        assert not self.faults, f"faults in {self.name}:\n" + "\n".join(self.faults)

    def picture(self) -> str:
        """Keep a picture of the page as it is, and say where."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        place = PICTURES / f"{self.name.replace('/', '-').replace(' ', '-')}-{self.width}.png"
        self.page.screenshot(path=place, full_page=True)
        return f"picture: {place}"

    def _note(self, fault: str) -> None:
        self.faults.append(f"{self.page.url}: {fault}")

    def _on_console(self, message: ConsoleMessage) -> None:
        # A failed load is told by its response, which knows whether we expected it.
        if message.text.startswith(REFUSED):
            return
        told = message.type == "warning" and any(words in message.text for words in TOLD_AS_WARNING)
        if message.type == "error" or told:
            self._note(f"console {message.type}: {message.text}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in OWN_SCHEMES and not request.url.startswith(f"{self.base_url}/"):
            self._note(f"asked another host: {request.url}")

    def _on_failure(self, request: Request) -> None:
        # What was still loading when the person went on is cut off by the browser itself.
        cut_off = self._cut_off and request.failure == "net::ERR_INTERNET_DISCONNECTED"
        if request.failure != "net::ERR_ABORTED" and not cut_off:
            self._note(f"failed: {request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self._note(f"answered {response.status}: {response.request.method} {response.url}")


@contextmanager
def a_screen(
    browser: Browser,
    base_url: str,
    *,
    width: int = PHONE,
    language: str = "it",
    name: str = "screen",
    javascript: bool = True,
    bypass_csp: bool = False,
) -> Iterator[Screen]:
    """Open a window with its own cookies; when it is closed its faults are refused.

    A story that fails is told where it was, and has its last picture in `.cache/journeys`.
    """
    phone = width <= PHONE
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS.get(width, 844)},
        locale=LOCALES[language],
        has_touch=phone,
        is_mobile=phone,
        java_script_enabled=javascript,
        bypass_csp=bypass_csp,
        reduced_motion="reduce",
    )
    try:
        screen = Screen(context.new_page(), base_url, width, name)
        with screen.telling():
            yield screen
    finally:
        context.close()
    screen.check()


@contextmanager
def beside(screen: Screen, name: str) -> Iterator[Screen]:
    """Open a second window of the same person."""
    other = Screen(screen.page.context.new_page(), screen.base_url, screen.width, name)
    with other.telling():
        yield other
    other.check()
