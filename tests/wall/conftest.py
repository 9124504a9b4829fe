"""Walls on which stories are told."""

import pytest

from tests.makers.seats import a_seat
from tests.makers.wall import a_card, a_writing_session


@pytest.fixture
def wall(process, bruno):
    """A session with four open cards on its wall."""
    session, block = a_writing_session(hidden_until_reveal=False, cards_each=None)
    gina = a_seat(session, "Gina")
    cards = [a_card(gina, block, f"Card {number}") for number in range(4)]
    return session, cards


@pytest.fixture
def writing(process, bruno):
    """A session in which people write, and a seat in it."""
    session, block = a_writing_session()
    return session, block, a_seat(session, "Gina")
