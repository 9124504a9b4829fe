"""Hands: how a person uses a page, by touch or by keyboard, always by the words they read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.journeys.screens import Screen


class Hands(Protocol):
    """What a person can do on a page; a name is what is written on the thing.

    Following and pressing lead to another page; the rest stays on this one.
    """

    screen: Screen

    def open(self, path: str) -> None: ...

    def follow(self, name: str, within: str = "body") -> None: ...

    def press(self, name: str, within: str = "main") -> None: ...

    def write(self, label: str, words: str) -> None: ...

    def choose(self, label: str) -> None: ...

    def select(self, label: str, option: str) -> None: ...

    def attach(self, label: str, file: Path) -> None: ...

    def unfold(self, name: str, within: str = "main") -> None: ...


FORMS = "main, aside.pane"
"""Where fields stand: in the content, and beside it at a desk."""


def link(screen: Screen, name: str, within: str) -> Locator:
    """The first link with just these words, and a key that may be printed after them.

    A path stands for the link that is its own address.
    """
    links = screen.page.locator(within)
    if name.startswith("/"):
        return links.locator(f"a[href^='{name}']").first
    return links.get_by_role("link", name=re.compile(rf"^\s*{re.escape(name)}( \w)?\s*$")).first


def button(screen: Screen, name: str, within: str) -> Locator:
    """The first button whose words begin so: a key may be printed after them."""
    return screen.page.locator(within).get_by_role("button", name=name).first


def field(screen: Screen, label: str) -> Locator:
    """The field with this label."""
    fields = screen.page.locator("input, select, textarea")
    return screen.page.locator(FORMS).get_by_label(label).and_(fields).first


def choice(screen: Screen, label: str) -> Locator:
    """The radio or the box with this label; its label may begin so and say more."""
    forms = screen.page.locator(FORMS)
    radio = forms.get_by_role("radio", name=label)
    return radio.or_(forms.get_by_role("checkbox", name=label)).first


def summary(screen: Screen, name: str, within: str) -> Locator:
    """What a folded part is called."""
    return screen.page.locator(within).locator("summary", has_text=name).first


class Touch:
    """Fingers on a phone; they need no JavaScript."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def open(self, path: str) -> None:
        self.screen.open(path)

    def follow(self, name: str, within: str = "body") -> None:
        with self.screen.page.expect_navigation():
            self._tap(link(self.screen, name, within))

    def press(self, name: str, within: str = "main") -> None:
        with self.screen.page.expect_navigation():
            self._tap(button(self.screen, name, within))

    def write(self, label: str, words: str) -> None:
        field(self.screen, label).fill(words)

    def choose(self, label: str) -> None:
        self._tap(choice(self.screen, label))

    def select(self, label: str, option: str) -> None:
        field(self.screen, label).select_option(label=option)

    def attach(self, label: str, file: Path) -> None:
        field(self.screen, label).set_input_files(file)

    def unfold(self, name: str, within: str = "main") -> None:
        self._tap(summary(self.screen, name, within))

    def _tap(self, thing: Locator) -> None:
        thing.tap()
