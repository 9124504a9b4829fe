"""What unites and what divides under a question: found by jobs, told when it closes."""

from __future__ import annotations

import pytest

from consult.contributions import voice_id_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import run_due_jobs
from consult.opinions import last_run, verified
from consult.opinions.jobs import look_at_what_was_answered
from consult.opinions.queries import due_questions
from consult.opinions.telling import Band, own_place, told_of
from consult.voting import (
    Question,
    StatementState,
    Value,
    close_question,
    own_stances,
    public_statements,
    take_stance,
)
from consult.voting.asked import next_statement
from tests.makers import a_person
from tests.opinions.makers import answered_question, looked_at
from tests.voting.makers import a_question, a_statement


@pytest.fixture
def told_question(dario, process):
    """A question of two camps, looked at."""
    return looked_at(answered_question(dario, process)[0])[0]


def told(question):
    return told_of(last_run(question), public_statements(question))


def test_two_camps_are_told_with_what_stands_for_each_of_them(told_question):
    found = told(told_question)

    assert found.finding == "clear"
    assert [one.people for one in found.portraits] == [12, 12]
    assert all(one.called for one in found.portraits)
    assert [one.statement.text for one in found.uniting] == ["Statement 0."]
    assert set(found.uniting[0].bands) <= {Band.MOST, Band.NEARLY_ALL}
    assert found.dividing
    assert all(len(set(one.bands)) == 2 for one in found.dividing)


def test_no_voice_and_nobody_s_place_is_kept(told_question):
    result = last_run(told_question).result

    assert "participants" not in result
    assert all("members" not in group for group in result["groups"])


def test_one_reads_where_one_stands_from_one_s_own_answers(dario, process):
    question, crowd = answered_question(dario, process)
    question, *four = looked_at(question, *crowd[:4])
    run = last_run(question)

    places = [own_place(run, own_stances(question, voice_id_of(one))) for one in four]

    assert places[0].group == places[2].group
    assert places[1].group == places[3].group
    assert places[0].group != places[1].group
    assert own_place(run, []) is None


def test_a_few_answers_are_counted_and_make_no_groups(bea, dario, process):
    question = a_question(dario, process)
    take_stance(bea, a_statement(dario, question), Value.AGREE)

    found = told(looked_at(question)[0])

    assert found.finding == "few_people"
    assert [found.people, found.portraits, found.uniting, found.dividing] == [None, [], [], []]


def test_a_hidden_statement_is_told_no_more(told_question):
    assert told(told_question).without_moderation is None
    public_statements(told_question)[0].state = StatementState.HIDDEN
    [told_question] = looked_at(told_question)

    assert told(told_question).without_moderation == 1
    assert "Statement 0." not in [one.statement.text for one in told(told_question).uniting]


def test_what_would_tell_more_is_asked_first_but_for_each_third_card(dario, process):
    question, _crowd = answered_question(dario, process)
    question, dario = looked_at(question, dario, judge=False)
    new = a_person("Newcomer")
    telling = public_statements(question)[3]
    fresh = a_statement(dario, question, "Nobody has looked at this.")
    telling.priority = 1e6
    db.session.flush()

    assert next_statement(question, new.id, 0).answers == 0
    assert next_statement(question, new.id, 1) is fresh
    fresh.priority = 0.0
    db.session.flush()
    assert next_statement(question, new.id, 1) is telling


def test_a_question_is_looked_at_when_it_was_answered_and_judged_once_it_is_told(dario, process):
    question, _crowd = answered_question(dario, process)
    question, dario = looked_at(question, dario, judge=False)
    assert due_questions(now()) == []

    close_question(dario, question)
    assert due_questions(now()) == [(question.id, True)]
    [question] = looked_at(question)

    assert last_run(question, judged=True).manifest["people"] == 24
    assert due_questions(now()) == []
    assert list(verified()) == [(True, f"Question {question.id}: every number is the same.")]


def test_answers_are_looked_at_by_a_regular_task(dario, process):
    question, _crowd = answered_question(dario, process, people=3)
    db.end_write(keep=True)

    look_at_what_was_answered()
    run_due_jobs(outside=True)

    assert last_run(db.session.get_one(Question, question.id)).answers > 0


def test_a_second_look_keeps_the_numbers_of_groups(dario, process):
    question, _crowd = answered_question(dario, process)
    [question] = looked_at(question, judge=False)
    first = last_run(question).result["memory"]
    [question] = looked_at(question, judge=False)

    again = last_run(question).result["memory"]

    assert again["names"] == first["names"]
    assert again["middles"][0] == pytest.approx(first["middles"][0], abs=1e-6)
