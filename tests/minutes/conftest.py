"""A room that has just ended."""

import pytest

from tests.makers import a_municipality
from tests.makers.seats import a_seat
from tests.minutes.makers import an_ended_session


@pytest.fixture
def session(process, bruno):
    """A session that has ended, of a table of this consultation."""
    return an_ended_session(process, bruno)


@pytest.fixture
def gino(session):
    """Someone who sat in it."""
    return a_seat(session, "Gino", place=a_municipality())
