"""Who runs a session from the console, by the words of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from consult.kernel.i18n import _ as say
from consult.kernel.i18n import speaking
from tests.journeys.hands import button
from tests.journeys.sitting import RENEWED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

    from tests.journeys.hands import Hands
    from tests.journeys.sitting import Prepared

# Watches the countdown until it shows a minute less than now, or that time is up.
A_MINUTE_LESS = """() => new Promise((passed) => {
  const seconds = () => document.querySelector(".countdown [data-figures]").textContent
    .split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  const before = seconds();
  const look = () => {
    if (seconds() > before - 60 && !document.querySelector(".countdown--over")) return;
    watch.disconnect();
    passed();
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body,
    { subtree: true, childList: true, characterData: true, attributes: true });
  look();
})"""


@dataclass
class Facilitator:
    """Who runs the session from the console."""

    hands: Hands
    language: str
    prepared: Prepared

    @property
    def page(self) -> Page:
        return self.hands.screen.page

    def words(self, said: str, **parts: object) -> str:
        """What the site says for this, in the language of the story."""
        with speaking(self.language):
            return say(said, **parts)

    def open_console(self) -> None:
        self.hands.open(f"{self.prepared.console}?lang={self.language}")

    def step(self, block: str = "") -> None:
        """Take the next step, pressing once more where time is left; then a block is at hand."""
        before = self.page.locator(".console__step [data-words]").inner_text()
        self._press_next()
        if block:
            shown = self.page.locator(".console__main > .over-title")
            expect(shown).to_have_text(block, timeout=RENEWED)
        else:
            after = self.page.locator(".console__step")
            expect(after).not_to_contain_text(before, timeout=RENEWED)

    def _press_next(self) -> None:
        """Press the next step, once more where it asks to: time is left."""
        form = self.page.locator(".console__step")
        asks = form.get_attribute("data-again").split("{left}")[0]
        form.get_by_role("button").click()
        if form.locator("[data-words]").inner_text().startswith(asks):
            form.get_by_role("button").click()

    def sees(self, words: str, within: str = "main") -> None:
        expect(self.page.locator(within)).to_contain_text(words, timeout=RENEWED)

    def sees_a_minute_pass(self) -> None:
        """Wait until the countdown shows a minute less, or that time is up."""
        self.page.evaluate(A_MINUTE_LESS)

    def make_pile(self, title: str, cards: Sequence[str]) -> None:
        """Make a pile of some cards and give it its title, by the forms below the wall."""
        first, *others = cards
        self._move(first, value="new")
        heap = self.page.locator(".heap", has_text=first)
        heap.locator("summary").first.click()
        heap.locator("input[name=title]").fill(title)
        heap.get_by_role("button", name=self.words("Save")).first.click()
        expect(heap.locator("h3")).to_have_text(title, timeout=RENEWED)
        pile = heap.get_attribute("data-pile")
        for card in others:
            self._move(card, value=pile)

    def _move(self, card: str, value: str | None) -> None:
        self.page.locator(".wall-card", has_text=card).locator("label").first.click()
        self.page.locator("#wall-to").select_option(value=value)
        button(self.hands.screen, self.words("Put it there"), "main").click()
        moved = self.page.locator(".heap", has_text=card)
        expect(moved).to_be_visible(timeout=RENEWED)

    def give_the_floor(self) -> None:
        button(self.hands.screen, self.words("Give the floor"), "main").click()
        expect(self.page.locator(".speakers__now")).to_be_visible(timeout=RENEWED)

    def end_the_turn(self) -> None:
        button(self.hands.screen, self.words("End the turn"), "main").click()
        expect(self.page.locator(".speakers__now")).to_have_count(0, timeout=RENEWED)
