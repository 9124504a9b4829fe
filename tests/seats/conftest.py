"""A session that people can join."""

import pytest

from consult.seats import devices
from tests.makers.tables import a_session, a_table, open_session


@pytest.fixture
def session(process):
    """A session that is open."""
    devices._presence.forget()
    return open_session(a_session(a_table(process), join_code="ABCDEF"))
