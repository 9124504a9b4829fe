"""Pages and refusals are read in English in this room's stories."""

from __future__ import annotations

import pytest

from consult.kernel.i18n import speaking


@pytest.fixture(autouse=True)
def english():
    """Speak English, whatever the browser of the story before spoke."""
    with speaking("en"):
        yield


@pytest.fixture
def browser(browser):
    """A browser that has chosen English, whatever language its person reads."""
    browser.client.set_cookie("lang", "en", domain="127.0.0.1")
    return browser


@pytest.fixture
def another_browser(another_browser):
    """A second one."""
    another_browser.client.set_cookie("lang", "en", domain="127.0.0.1")
    return another_browser
