"""Two citizens, an idea of one of them, and the letters that wait to leave."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consult.kernel.db import db
from consult.kernel.mail import Letter
from tests.makers import a_person, an_idea


@pytest.fixture
def idea(ada, process):
    """A public idea of Ada's."""
    return an_idea(ada, process, published=True)


@pytest.fixture
def bea(database):
    """A second citizen."""
    return a_person("Bea")


def letters() -> list[Letter]:
    """The letters that wait for the mail server, in their order."""
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))
