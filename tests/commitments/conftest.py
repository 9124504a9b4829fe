"""A room that has just ended, where something is promised."""

import pytest

from tests.minutes.makers import an_ended_session


@pytest.fixture
def session(process, bruno):
    """A session that has ended, of a table of this consultation."""
    return an_ended_session(process, bruno)
