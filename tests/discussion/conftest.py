"""People and an idea to comment on."""

from __future__ import annotations

import pytest

from tests.makers import a_person, an_idea


@pytest.fixture
def idea(ada, process):
    """A public idea of Ada's."""
    return an_idea(ada, process, published=True)


@pytest.fixture
def bea(database):
    """A second citizen."""
    return a_person("Bea")
