"""How a page is told: its template, a state of it, who sees it, and how to get there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from consult.kernel.i18n import _ as say
from consult.kernel.i18n import speaking
from tests.journeys.places import Places
from tests.journeys.screens import Screen

TEMPLATES = Path(__file__).parents[3] / "templates"
NOT_PAGES = frozenset({"layouts", "components", "mail"})

Address: TypeAlias = "str | Callable[[Places], str]"
Doing: TypeAlias = Callable[[Screen, "Reader"], None]


@dataclass(frozen=True)
class Reader:
    """Who looks at a page: their language, where things are, and the folder of the world."""

    language: str
    places: Places
    folder: Path

    def words(self, said: str, **parts: object) -> str:
        """What the site says for this, in the reader's language."""
        with speaking(self.language):
            return say(said, **parts)


@dataclass(frozen=True)
class PageState:
    """One state of one page.

    `role` is a post, "citizen" or "administrator" as `Places.cast` knows them; none is a visitor.
    `do` brings the page there once it is open; `status` is what the address answers.
    """

    template: str
    name: str
    address: Address
    role: str = ""
    status: int = 200
    do: Doing | None = None
    world: str = "rich"

    @property
    def id(self) -> str:
        return f"{self.template.removesuffix('.html')}:{self.name}"

    def path(self, places: Places) -> str:
        return self.address if isinstance(self.address, str) else self.address(places)


def pages() -> list[str]:
    """The templates that are whole pages: not parts, not layouts, not letters."""
    return sorted(
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if not path.name.startswith("_") and not NOT_PAGES & set(path.relative_to(TEMPLATES).parts)
    )
