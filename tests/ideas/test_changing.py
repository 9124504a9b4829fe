"""Changing an idea inside its window, withdrawing it: who, until when, and what follows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.contributions import State, can_read_past, give_back, hide, past_versions_of, publish
from consult.ideas import (
    IdeaDraft,
    OutsideTerritoryError,
    can_edit_idea,
    can_withdraw_idea,
    edit_idea,
    withdraw_idea,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError
from consult.processes import State as Life
from tests.makers import a_municipality, a_person, a_theme, an_idea


def a_draft(**others):
    given = {
        "title": "A night bus every hour",
        "body": "The last bus leaves at eight.",
        "place": a_municipality().name,
        "theme": a_theme().code,
    }
    return IdeaDraft(**(given | others))


def loaded(*told, **others):
    """An idea as a page would have read it, with its voice and its process."""
    idea = an_idea(*told, **others)
    db.session.refresh(idea, ["voice", "process"])
    return idea


def verbs():
    return db.session.scalars(select(Act.verb)).all()


def test_its_author_changes_an_idea_inside_its_window(ada, process):
    idea = loaded(ada, process, published=True)

    edit_idea(ada, idea, a_draft(theme=a_theme(1).code), 1)

    assert (idea.title, idea.version, idea.state) == ("A night bus every hour", 2, State.PUBLISHED)
    assert idea.theme_id == a_theme(1).id
    assert "idea.edited" in verbs()


def test_the_window_closes_on_its_instant(ada, process):
    idea = loaded(ada, process)
    end = idea.submitted_at + timedelta(hours=process.edit_hours)

    assert can_edit_idea(ada, idea, end - timedelta(microseconds=1))
    assert "until" in str(can_edit_idea(ada, idea, end).reason)


def test_what_a_moderator_gave_back_is_changed_at_any_time_and_read_again(ada, process):
    idea = loaded(ada, process)
    give_back(idea)
    idea.submitted_at = now() - timedelta(days=90)

    edit_idea(ada, idea, a_draft(), 1)

    assert idea.state is State.WAITING


def test_a_hidden_idea_is_not_changed(ada, process):
    idea = loaded(ada, process)
    hide(idea)

    with pytest.raises(NotAllowedError, match="not published"):
        edit_idea(ada, idea, a_draft(), 1)


def test_nobody_changes_or_withdraws_what_another_said(ada, process):
    idea, bea = loaded(ada, process, published=True), a_person("Bea")

    with pytest.raises(NotAllowedError):
        edit_idea(bea, idea, a_draft(), 1)
    with pytest.raises(NotAllowedError):
        withdraw_idea(bea, idea)
    assert not can_edit_idea(None, idea, now())


def test_a_suspended_person_changes_nothing(ada, process):
    idea = loaded(ada, process)
    ada.suspended_at = now()

    assert not can_edit_idea(ada, idea, now())
    assert not can_withdraw_idea(ada, idea)


def test_in_a_closed_consultation_words_stay_but_can_be_withdrawn(ada, process):
    idea = loaded(ada, process, published=True)
    process.state = Life.CLOSED
    process.closed_at = now()

    with pytest.raises(NotAllowedError, match="closed"):
        edit_idea(ada, idea, a_draft(), 1)
    withdraw_idea(ada, idea)
    assert idea.state is State.WITHDRAWN


def test_an_old_version_is_a_conflict_and_a_foreign_place_is_refused(ada, process):
    idea = loaded(ada, process)

    with pytest.raises(ConflictError):
        edit_idea(ada, idea, a_draft(), 0)
    with pytest.raises(OutsideTerritoryError):
        edit_idea(ada, idea, a_draft(place="Atlantis"), 1)


def test_an_idea_is_withdrawn_once_and_for_good(ada, process):
    idea = loaded(ada, process, published=True)

    withdraw_idea(ada, idea)

    assert "idea.withdrawn" in verbs()
    with pytest.raises(NotAllowedError, match="already"):
        withdraw_idea(ada, idea)
    with pytest.raises(NotAllowedError):
        edit_idea(ada, idea, a_draft(), 1)


def test_what_it_said_before_it_was_published_is_its_authors_and_the_staffs(ada, carla, process):
    idea = loaded(ada, process, body="Call me: 02 1234567")
    edit_idea(ada, idea, a_draft(), 1)
    publish(idea)
    edit_idea(ada, idea, a_draft(body="The last bus leaves at nine."), 2)
    first, second = past_versions_of(idea)

    assert not can_read_past(None, idea, first)
    assert not can_read_past(a_person("Bea"), idea, first)
    assert can_read_past(ada, idea, first)
    assert can_read_past(carla, idea, first)
    assert can_read_past(None, idea, second)
