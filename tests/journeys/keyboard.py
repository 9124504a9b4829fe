"""A person at a keyboard: no mouse, and at every stop they must see where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from consult.kernel.i18n import _ as say
from consult.kernel.i18n import speaking
from tests.journeys.hands import button, choice, field, link, summary

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.journeys.screens import Screen

MOST_STOPS = 250
MOVES = {"Tab", "Shift+Tab", "ArrowDown"}

# Runs in each page: notes every stop of the keyboard that cannot be seen. A piece that arrives as
# the key goes up pushes the page for the rest of that frame; people see the next one.
WATCH = """(() => {
  const LEAST = 2;  // pixels, the least outline that counts as one
  const outlined = (el) => {
    const style = getComputedStyle(el);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= LEAST
      && el.getClientRects().length > 0;
  };
  const drawn = (el) => [...el.querySelectorAll(".area, circle")].some(
    (shape) => parseFloat(getComputedStyle(shape).strokeWidth) >= LEAST);
  const uncovered = (el) => {
    const box = el.getBoundingClientRect();
    return [0.1, 0.5, 0.9].some((x) => [0.2, 0.5, 0.8].some((y) => {
      const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return top && (el.contains(top) || top.contains(el));
    }));
  };
  window.unseen = [];
  const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  window.lookAtStop = async () => {
    const here = document.activeElement;
    if (!here || here === document.body || here.matches("[tabindex='-1']:not(a)")) return;
    const parts = [here, ...(here.labels ?? [])];
    const seen = here.ownerSVGElement ? drawn(here) : parts.some(outlined);
    if (!seen) window.unseen.push(`cannot be seen: ${here.outerHTML.slice(0, 160)}`);
    else if (!parts.some(uncovered)) {
      await frame();
      if (parts.some(uncovered)) return;
      window.unseen.push(`is covered or off the screen: ${here.outerHTML.slice(0, 160)}`);
    }
  };
})()"""

# Says where the keyboard is beside a target, and how many stops seem to lie between.
LOOK = """(target) => {
  const here = document.activeElement;
  const answer = { unseen: window.unseen.splice(0), stops: 1 };
  if (!here || here === document.body) return { ...answer, at: "outside" };
  if (here === target) return { ...answer, at: "there" };
  if (here.type === "radio" && target.type === "radio" && here.name === target.name) {
    return { ...answer, at: "group" };
  }
  const after = here.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING;
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, "
    + "[tabindex='0']")].filter((el) => el.tabIndex >= 0 && el.type !== "hidden" && !el.disabled
    && el.checkVisibility({ visibilityProperty: true })
    && (el.type !== "radio" || el.checked || el === target));
  const between = stops.filter((el) => after
    ? here.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING
      && el.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING
    : here.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_PRECEDING
      && el.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING);
  return { ...answer, at: after ? "before" : "after", stops: Math.max(1, between.length + 1) };
}"""


class Look(TypedDict):
    """Where the keyboard is: outside, there, in its group of radios, before or after it."""

    at: str
    stops: int
    unseen: list[str]


class Keyboard:
    """Hands that know only Tab, Enter, Space, arrows and letters."""

    def __init__(self, screen: Screen, language: str) -> None:
        self.screen = screen
        screen.page.add_init_script(WATCH)
        # Asked for only when a key is pressed, file choosers are now and then not caught in time.
        screen.page.on("filechooser", lambda _chooser: None)
        with speaking(language):
            self._skip_words = say("Skip to the content")

    def open(self, path: str) -> None:
        self.screen.open(path)

    def follow(self, name: str, within: str = "body") -> None:
        self.reach(link(self.screen, name, within))
        self._enter()

    def press(self, name: str, within: str = "main") -> None:
        self.reach(button(self.screen, name, within))
        self._enter()

    def write(self, label: str, words: str) -> None:
        self.reach(field(self.screen, label))
        self._key("Control+A")
        self.screen.page.keyboard.type(words)

    def choose(self, label: str) -> None:
        box = choice(self.screen, label)
        self.reach(box)
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
        self.reach(box)
        self._key("Home")
        for _stop in range(MOST_STOPS):
            if box.locator("option:checked").inner_text().strip() == option:
                return
            self._key("ArrowDown")
        raise AssertionError(f"“{option}” is not among “{label}”")

    def attach(self, label: str, file: Path) -> None:
        self.reach(field(self.screen, label))
        with self.screen.page.expect_file_chooser() as chooser:
            self._key("Enter")
        chooser.value.set_files(file)

    def unfold(self, name: str, within: str = "main") -> None:
        self.reach(summary(self.screen, name, within))
        self._key("Enter")

    def reach(self, target: Locator) -> None:
        """Go to a thing with Tab; to one in the content past the header, by the skip link.

        Where a page opens at a part of it, the browser begins there.
        """
        target.wait_for(state="attached")
        look = self._look(target)
        begins_above = look["at"] == "outside" and "#" not in self.screen.page.url
        if begins_above and target.evaluate("(el) => !!el.closest('main')"):
            self._skip_to_content()
            look = self._look(target)
        left = MOST_STOPS
        while look["at"] != "there":
            assert left > 0, f"{self.screen.page.url}: Tab does not reach {target}"
            key = {"group": "ArrowDown", "after": "Shift+Tab"}.get(look["at"], "Tab")
            for _stop in range(min(look["stops"], left)):
                self._key(key)
                left -= 1
            look = self._look(target)

    def _skip_to_content(self) -> None:
        self._key("Tab")
        first = self.screen.page.locator(":focus")
        assert first.inner_text() == self._skip_words, "the first stop skips to the content"
        self._key("Enter")
        assert self.screen.page.locator(":focus").get_attribute("id") == "main"

    def _look(self, target: Locator) -> Look:
        look: Look = target.evaluate(LOOK)
        faults = [f"{self.screen.page.url}: focus {fault}" for fault in look["unseen"]]
        assert not faults, "\n".join(faults)
        return look

    def _enter(self) -> None:
        with self.screen.page.expect_navigation():
            self._key("Enter")

    def _key(self, name: str) -> None:
        self.screen.page.keyboard.press(name)
        if name in MOVES:
            self.screen.page.evaluate("window.lookAtStop()")
