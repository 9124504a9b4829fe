"""What axe finds on a page, told so that one knows where to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,  # it fetches each style anew, for one rule about locked orientations
}
TARGET_SIZE = "target-size"
LOOK_AGAIN = """async (target) => {
  document.querySelector(target).scrollIntoView({ block: "center", behavior: "instant" });
  const only = { runOnly: { type: "rule", values: ["target-size"] } };
  return (await axe.run({ include: [[target]] }, only)).violations.length > 0;
}"""
MOST_SHOWN = 4
NARROWEST = 320
HEIGHT = 800


def violations(page: Page) -> list[str]:
    """What axe finds: the rule, how grave, and the first places where it is broken."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    response = page.evaluate("(options) => axe.run(options)", OPTIONS)
    return [_told(one) for one in response["violations"] if _holds(page, one)]


def _holds(page: Page, violation: dict[str, Any]) -> bool:
    """Whether it is still so once people have brought the thing before them.

    What lies half under a bar that stays in view is small only until the page is scrolled.
    """
    if violation["id"] == TARGET_SIZE:
        violation["nodes"] = [
            node for node in violation["nodes"] if page.evaluate(LOOK_AGAIN, node["target"][0])
        ]
        page.evaluate("scrollTo(0, 0)")
    return bool(violation["nodes"])


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    lines = [f"{violation['id']} ({violation['impact']}, {len(nodes)} times): {violation['help']}"]
    for node in nodes[:MOST_SHOWN]:
        why = " ".join(node.get("failureSummary", "").split())
        lines.append(f"    {node['html'][:200]}\n      {why[:300]}")
    return "\n".join(lines)


def resize(page: Page, width: int) -> None:
    """Look at the page in a window of another width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})


def width_needed(page: Page) -> int:
    """How wide the page is on the narrowest phone, in pixels."""
    resize(page, NARROWEST)
    needed: int = page.evaluate("document.documentElement.scrollWidth")
    return needed


def too_wide(page: Page) -> list[str]:
    """The things that reach past the edge of the narrowest phone, the innermost only."""
    found: list[str] = page.evaluate(
        """(edge) => [...document.body.querySelectorAll("*")]
          .filter((el) => el.getBoundingClientRect().right > edge + 0.5)
          .filter((el) => ![...el.children].some(
            (child) => child.getBoundingClientRect().right > edge + 0.5))
          .slice(0, 5).map((el) => el.outerHTML.slice(0, 160))""",
        NARROWEST,
    )
    return found
