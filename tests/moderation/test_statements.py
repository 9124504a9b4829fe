"""Statements that people propose wait in the same queue, and are decided on by the same rules."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consult.docket.models import Matter
from consult.kernel.db import db
from consult.moderation import (
    Hiding,
    hide_subject,
    publish_subject,
    subject_with,
    undo_decision,
)
from consult.moderation.statements import STATEMENT
from consult.voting import StatementDraft, StatementState, propose_statement
from tests.makers import a_person
from tests.voting.makers import a_question, a_statement


def in_the_queue():
    return list(db.session.execute(select(Matter.kind, Matter.subject_id)))


@pytest.fixture
def statement(ada, dario, process):
    """A statement of Ada's that waits."""
    question = a_question(dario, process)
    return propose_statement(ada, question, StatementDraft("Trams should run at night too."))


def test_a_proposed_statement_waits_for_a_moderator(carla, dario, statement):
    assert in_the_queue() == [("statement", statement.id)]
    subject = subject_with("statement", statement.id)
    assert (subject.title, subject.author_name) == ("Trams should run at night too.", "Ada")

    publish_subject(carla, subject, seen=0)

    assert statement.state is StatementState.PUBLISHED
    assert in_the_queue() == []


def test_a_slip_on_a_statement_is_taken_back(carla, statement):
    for decide in (
        lambda subject, seen: publish_subject(carla, subject, seen=seen),
        lambda subject, seen: hide_subject(carla, subject, Hiding("advertising"), seen=seen),
    ):
        decision = decide(subject_with("statement", statement.id), 0)

        undo_decision(carla, decision)

        assert statement.state is StatementState.WAITING
        assert statement.published_at is None
        assert in_the_queue() == [("statement", statement.id)]


def test_a_public_statement_is_hidden_and_shown_again(carla, statement):
    first = publish_subject(carla, subject_with("statement", statement.id), seen=0)
    hiding = hide_subject(
        carla, subject_with("statement", statement.id), Hiding("advertising"), seen=first.id
    )
    assert statement.state is StatementState.HIDDEN

    undo_decision(carla, hiding)

    assert statement.state is StatementState.PUBLISHED


def test_what_staff_writes_is_found_too_but_waits_for_nobody(dario, process):
    statement = a_statement(dario, a_question(dario, process))
    subject = subject_with("statement", statement.id)

    assert (subject.author, subject.author_name) == (None, "The staff")
    assert subject.address == f"/processes/plan/questions/{statement.question_id}"
    assert in_the_queue() == []
    found = db.session.scalars(STATEMENT.holding("night")).all()
    assert found == [statement.id]


def test_a_moderator_reads_a_proposed_statement_at_the_desk(browser, carla, statement):
    page = browser.sign_in(carla).get("/processes/plan/desk/moderation")

    assert "Trams should run at night too." in page.text("main")


def test_nobody_else_sees_it_waiting(browser, statement):
    other = a_person("Bea")

    page = browser.sign_in(other).get(f"/processes/plan/questions/{statement.question_id}")

    assert "Trams" not in page.html


def test_showing_a_statement_again_is_taken_back_too(carla, statement):
    subject = subject_with("statement", statement.id)
    hiding = hide_subject(carla, subject, Hiding("advertising"), seen=0)
    showing = publish_subject(carla, subject, seen=hiding.id)

    undo_decision(carla, showing)

    assert statement.state is StatementState.HIDDEN
