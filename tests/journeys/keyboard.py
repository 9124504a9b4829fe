"""A person at a keyboard: no mouse, and at every stop they must see where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import speaking
from consult.kernel.i18n import _ as say
from tests.journeys.hands import button, choice, field, link, summary

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.journeys.screens import Screen

MOST_STOPS = 250
FOCUS_WIDTH = 2  # pixels, the least outline that counts as one

# Says where the keyboard is beside a target, and what is wrong with how that looks.
LOOK = """(target, least) => {
  const here = document.activeElement;
  const told = (el) => {
    const style = getComputedStyle(el);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= least
      && el.getClientRects().length > 0;
  };
  const marked = (el) => [...el.querySelectorAll(".area, circle")].some(
    (shape) => parseFloat(getComputedStyle(shape).strokeWidth) >= least);
  const uncovered = (el) => {
    const box = el.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map(
      (y) => [box.left + box.width * x, box.top + box.height * y]));
    return points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (el.contains(top) || top.contains(el));
    });
  };
  const answer = { name: here?.outerHTML.slice(0, 160), fault: null };
  if (!here || here === document.body) return { ...answer, at: "outside" };
  const parts = [here, ...(here.labels ?? [])];
  if (here.ownerSVGElement) {
    if (!marked(here)) answer.fault = "focus cannot be seen on a map";
  } else if (here.matches(":not([tabindex='-1'])")) {
    if (!parts.some(told)) answer.fault = "focus cannot be seen";
    else if (!parts.some(uncovered)) answer.fault = "focus is covered or off the screen";
  }
  const alike = here.type === "radio" && target.type === "radio" && here.name === target.name;
  const side = here.compareDocumentPosition(target);
  if (here === target) answer.at = "there";
  else if (alike) answer.at = "group";
  else answer.at = side & Node.DOCUMENT_POSITION_PRECEDING ? "after" : "before";
  answer.inside = Boolean(here.closest("main"));
  return answer;
}"""


class Keyboard:
    """Hands that know only Tab, Enter, Space, arrows and letters."""

    def __init__(self, screen: Screen, language: str) -> None:
        self.screen = screen
        with speaking(language):
            self._skip_words = say("Skip to the content")

    def open(self, path: str) -> None:
        self.screen.open(path)

    def follow(self, name: str, within: str = "body") -> None:
        self._reach(link(self.screen, name, within))
        self._enter()

    def press(self, name: str, within: str = "main") -> None:
        self._reach(button(self.screen, name, within))
        self._enter()

    def write(self, label: str, words: str) -> None:
        self._reach(field(self.screen, label))
        self._key("Control+A")
        self.screen.page.keyboard.type(words)

    def choose(self, label: str) -> None:
        box = choice(self.screen, label)
        self._reach(box)
        if box.get_attribute("type") != "radio":
            self._key("Space")
            return
        if not box.is_checked():
            self._key("Space")
        for _stop in range(MOST_STOPS):
            if box.is_checked():
                return
            self._key("ArrowDown")
        raise AssertionError(f"the arrows do not reach “{label}”")

    def select(self, label: str, option: str) -> None:
        box = field(self.screen, label)
        self._reach(box)
        self._key("Home")
        for _stop in range(MOST_STOPS):
            if box.locator("option:checked").inner_text().strip() == option:
                return
            self._key("ArrowDown")
        raise AssertionError(f"“{option}” is not among “{label}”")

    def attach(self, label: str, file: Path) -> None:
        self._reach(field(self.screen, label))
        with self.screen.page.expect_file_chooser() as chooser:
            self._key("Enter")
        chooser.value.set_files(file)

    def unfold(self, name: str, within: str = "main") -> None:
        self._reach(summary(self.screen, name, within))
        self._key("Enter")

    def _reach(self, target: Locator) -> None:
        """Go to a thing with Tab, first past the header by the skip link if it is in the content."""
        target.wait_for(state="attached")
        look = self._look(target)
        if look["at"] == "outside" and target.evaluate("(el) => !!el.closest('main')"):
            self._skip_to_content(target)
            look = self._look(target)
        for _stop in range(MOST_STOPS):
            if look["at"] == "there":
                return
            if look["at"] == "group":
                self._key("ArrowDown")
            else:
                self._key("Shift+Tab" if look["at"] == "after" else "Tab")
            look = self._look(target)
        raise AssertionError(f"{self.screen.page.url}: Tab does not reach {target}")

    def _skip_to_content(self, target: Locator) -> None:
        self._key("Tab")
        first = self.screen.page.locator(":focus")
        assert first.inner_text() == self._skip_words, "the first stop skips to the content"
        self._look(target)
        self._key("Enter")
        assert self.screen.page.locator(":focus").get_attribute("id") == "main"

    def _look(self, target: Locator) -> dict[str, str]:
        look: dict[str, str] = target.evaluate(LOOK, FOCUS_WIDTH)
        fault = look["fault"]
        assert not fault, f"{self.screen.page.url}: {fault}: {look['name']}"
        return look

    def _enter(self) -> None:
        with self.screen.page.expect_navigation():
            self._key("Enter")

    def _key(self, name: str) -> None:
        self.screen.page.keyboard.press(name)
