"""Refusals are read in English in this room's stories."""

from __future__ import annotations

import pytest

from consult.kernel.i18n import speaking


@pytest.fixture(autouse=True)
def english():
    """Speak English, whatever the browser of the story before spoke."""
    with speaking("en"):
        yield
