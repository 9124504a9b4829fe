"""A map without a mouse: one stop for the keyboard, arrows from place to place, words for each."""

from __future__ import annotations

from tests.journeys.keyboard import Keyboard
from tests.journeys.screens import DESK, a_screen


def test_a_map_is_walked_with_the_arrows(chromium, looked_at):
    world, places = looked_at("rich")
    with a_screen(chromium, world.url, width=DESK, language="en", name="map") as screen:
        hands = Keyboard(screen, "en")
        hands.open(f"/zones/{places.zone.key}?lang=en")
        links = screen.page.locator(".map__picture a")
        stops = [link for link in links.all() if link.get_attribute("tabindex") == "0"]
        assert len(stops) == 1
        hands.reach(stops[0])
        first = stops[0].get_attribute("aria-label")
        for arrow in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
            screen.page.keyboard.press(arrow)
        here = screen.page.locator(".map__picture a:focus")
        words = here.get_attribute("aria-label")
        assert words
        assert screen.page.locator("[data-readout]").inner_text() == words
        screen.page.keyboard.press("ArrowRight")
        assert here.get_attribute("aria-label") != first
        address = here.get_attribute("href")
        with screen.page.expect_navigation():
            screen.page.keyboard.press("Enter")
        assert screen.path == address
