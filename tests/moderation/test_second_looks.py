"""An author asks once that another moderator look, and hears what came of it."""

import pytest
from sqlalchemy import select

from consult.contributions import State
from consult.docket.queries.decisions import second_look_at
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.moderation import (
    Hiding,
    Matter,
    Verb,
    Work,
    ask_second_look,
    hide_subject,
    publish_subject,
    undo_decision,
)
from consult.moderation.jobs import tell_author
from consult.processes import Role
from tests.makers import a_person, an_idea, letters, on_staff
from tests.makers.desk import opened


@pytest.fixture
def celia(process):
    """A second moderator."""
    return on_staff(a_person("Celia"), process, Role.MODERATOR)


@pytest.fixture
def idea(ada, process):
    """Something that everyone can read."""
    return an_idea(ada, process, published=True)


def matters():
    return db.session.scalars(select(Matter).order_by(Matter.id)).all()


def test_a_second_look_is_another_moderators(ada, carla, celia, idea, process):
    hiding = hide_subject(carla, opened(idea, carla), Hiding("unclear"), seen=0)

    ask_second_look(ada, opened(idea, ada), "It names the stop.")

    assert matters()[0].work is Work.SECOND_LOOK
    with pytest.raises(NotAllowedError, match="another moderator"):
        publish_subject(carla, opened(idea, carla), seen=hiding.id)
    decision = publish_subject(celia, opened(idea, celia), seen=hiding.id)
    assert idea.state is State.PUBLISHED
    assert second_look_at(opened(idea, ada)).answer_id == decision.id
    assert not matters()
    tell_author(decision_id=decision.id)
    assert "second look" in letters()[-1].body


def test_a_second_look_may_uphold_the_first(ada, carla, celia, idea, process):
    hiding = hide_subject(carla, opened(idea, carla), Hiding("unclear"), seen=0)
    ask_second_look(ada, opened(idea, ada), "")

    upheld = hide_subject(celia, opened(idea, celia), Hiding("advertising"), seen=hiding.id)
    tell_author(decision_id=upheld.id)

    assert (upheld.verb, idea.state) == (Verb.UPHELD, State.HIDDEN)
    assert "does not publish it" in letters()[-1].body
    undo_decision(celia, upheld)
    assert matters()[0].work is Work.SECOND_LOOK


def test_a_second_look_is_asked_once_by_the_author_of_what_is_hidden(ada, carla, idea, process):
    with pytest.raises(NotAllowedError, match="not published"):
        ask_second_look(ada, opened(idea, ada), "")
    hide_subject(carla, opened(idea, carla), Hiding("unclear"), seen=0)
    with pytest.raises(NotAllowedError, match="Only its author"):
        ask_second_look(carla, opened(idea, carla), "")
    ask_second_look(ada, opened(idea, ada), "")

    with pytest.raises(NotAllowedError, match="already"):
        ask_second_look(ada, opened(idea, ada), "")
