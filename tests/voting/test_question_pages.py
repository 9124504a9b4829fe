"""Questions on their pages: one statement after another, proposals, results, the curators' desk."""

from __future__ import annotations

import pytest

from consult.kernel import limits
from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.voting import Question, Statement, StatementState, Value
from consult.voting.asked import recount_stances
from consult.voting.commands import StatementDraft as Draft
from consult.voting.commands import (
    close_question,
    hide_statement,
    propose_statement,
    take_stance,
)
from consult.voting.questions import STANCE_TIME, STANCES
from tests.makers import a_person, a_process
from tests.voting.makers import a_question, a_statement

LIST = "/processes/plan/questions"
DESK = "/processes/plan/desk/questions"


@pytest.fixture
def question(dario, process):
    """An open question."""
    return a_question(dario, process)


@pytest.fixture
def page_url(question):
    """Where it is answered."""
    return f"{LIST}/{question.id}"


def test_one_answers_statement_after_statement_and_can_change(
    browser, bea, dario, question, page_url
):
    for number in range(2):
        a_statement(dario, question, f"Statement {number}.")
    page = browser.sign_in(bea).get(page_url)
    assert "Statement 1 of 2" in page.text(".statement__place")
    first = page.text(".statement__text")

    answer = browser.post(page.soup.select_one(".statement form")["action"], answer="agree")
    assert answer.status == 303
    page = browser.get(answer.location)
    assert page.text(".question__last") == f"«{first}»: Agree. Change it"
    assert "Statement 2 of 2" in page.text(".statement__place")
    assert page.text(".statement__text") != first
    page = browser.get(page.links()["Change it"])
    assert "You answered: Agree" in page.text(".statement__place")
    assert page.texts("[aria-pressed=true].is-chosen") == ["Agree A"]
    browser.post(page.soup.select_one(".statement form")["action"], answer="torn")

    page = browser.get(f"{page_url}/stances")
    assert page.text("main .meta") == "Pass: I am torn"


def test_who_has_answered_all_reads_it(browser, bea, dario, question, page_url):
    take_stance(bea, a_statement(dario, question), Value.AGREE)

    page = browser.sign_in(bea).get(page_url)

    assert "You have answered every statement" in page.text("main")
    assert not page.has(".statement")


def test_a_visitor_reads_the_statements_and_signs_in_to_answer(browser, dario, question, page_url):
    statement = a_statement(dario, question)

    page = browser.get(page_url)

    assert page.texts(".quote") == [statement.text]
    assert page.links()["Sign in and answer"] == f"/sign-in?next={page_url}"
    assert not page.has("form[method=post]")
    assert browser.get(LIST).text(".rows .meta") == "1 statement Open"


@pytest.mark.parametrize("query", ["statement=x", "statement=-1", "last=²", "other=1"])
def test_a_broken_address_is_refused(browser, page_url, query):
    assert browser.get(f"{page_url}?{query}").status == 400


def test_what_is_hidden_is_missing_even_to_who_answered_it(browser, bea, dario, question, page_url):
    statement = a_statement(dario, question)
    take_stance(bea, statement, Value.AGREE)
    page = browser.sign_in(bea).get(f"{page_url}?statement={statement.id}")
    fields = page.form_to(f"{page_url}/statements/{statement.id}/stance")
    hide_statement(db.session.get_one(Statement, statement.id))

    answer = browser.send(f"{page_url}/statements/{statement.id}/stance", data=fields)

    assert answer.status == 404
    assert browser.get(f"{page_url}?statement={statement.id}").status == 404
    assert statement.text not in browser.get(f"{page_url}/stances").html
    assert statement.text not in browser.get(page_url).html


def test_an_answer_that_is_no_button_of_ours_is_refused(browser, bea, dario, question, page_url):
    statement = a_statement(dario, question)
    browser.sign_in(bea).get(page_url)

    page = browser.post(f"{page_url}/statements/{statement.id}/stance", answer="maybe")

    assert page.status == 400
    assert recount_stances(statement)["answers"] == 0


def test_nobody_answers_without_end(browser, bea, dario, question, page_url):
    statement = a_statement(dario, question)
    browser.sign_in(bea).get(page_url)
    set_clock(rate=0)
    for _time in range(STANCES):
        limits.allow("voting.stance", str(bea.id), burst=STANCES, per=STANCE_TIME)

    page = browser.post(f"{page_url}/statements/{statement.id}/stance", answer="agree")

    assert page.status == 429


def test_a_proposed_statement_waits_and_is_read_by_nobody(browser, bea, question, page_url):
    browser.sign_in(bea).get(f"{page_url}/statements/new")

    answer = browser.post(f"{page_url}/statements", text="Trams should run at night too.")

    assert answer.location == page_url
    page = browser.get(page_url)
    assert "A moderator reads it" in page.text(".flashes")
    assert "Trams" not in page.text("main")
    row = db.session.query(Statement).one()
    assert (row.state, row.text) == (StatementState.WAITING, "Trams should run at night too.")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 141}, "text"),
        ({"text": "Trams.", "idea_code": "K7Q2M4X"}, "idea_code"),
    ],
)
def test_a_statement_that_cannot_be_comes_back(browser, bea, page_url, typed, field):
    browser.sign_in(bea).get(f"{page_url}/statements/new")

    page = browser.post(f"{page_url}/statements", **typed)

    assert page.status == 422
    assert page.has(f"#{field}-error")
    assert page.value("text") == typed["text"]


def test_results_wait_for_the_closing_and_for_ten_people(
    browser, another_browser, dario, question, page_url
):
    statement = a_statement(dario, question)
    a_statement(dario, question, "Nobody answers this.")
    statement.answers, statement.agreeing, statement.disagreeing = 41, 30, 10
    refused = browser.get(f"{page_url}/results")
    assert refused.status == 403
    assert "when the question closes" in refused.text("main")
    assert "100%" not in browser.get(page_url).html

    page = another_browser.sign_in(dario).get(f"{DESK}/{question.id}")
    another_browser.post(f"{DESK}/{question.id}/closing")

    page = browser.get(page_url)
    assert "What was answered is public" in page.text(".notice")
    page = browser.get(f"{page_url}/results")
    assert page.text(".result__row--agree dd") == "73% (30)"
    assert page.text(".result__row--pass") == "Disagree · Pass, together 27% (11)"
    assert "(1)" not in page.text("main")
    assert "Fewer than 10 people answered" in page.text("main")
    assert "Closed on" in another_browser.get(f"{DESK}/{question.id}").text("main")


def test_a_curator_opens_a_question_and_writes_under_it(browser, dario, process, bea):
    browser.sign_in(dario).get(f"{DESK}/new")
    title = f"title_{process.languages[0]}"
    empty = browser.post(DESK, **{title: ""})
    assert "one language at least" in empty.text(".error-summary")

    answer = browser.post(DESK, **{title: "How should the night be served?"})

    where = answer.location
    assert "How should the night be served?" in browser.get(where).text("h2")
    wrong = browser.post(f"{where}/statements", text="")
    assert wrong.status == 422
    answer = browser.post(f"{where}/statements", _at=where, text="Buses until one.")
    assert answer.location == where
    question = db.session.query(Question).one()
    propose_statement(bea, question, Draft("Trams should too."))
    page = browser.get(where)
    assert "Waits for a moderator proposed by a person" in page.text(".rows .meta")
    assert "fewer than 10 answers" in page.text(".rows")
    assert page.links()["Questions"] == DESK
    assert "How should the night be served?" in browser.get(DESK).text(".queue")


def test_only_curators_open_the_desk(browser, bea, question):
    page = browser.sign_in(bea).get(DESK)

    assert page.status == 403
    assert browser.get(f"{DESK}/{question.id}").status == 403


def test_a_question_of_another_consultation_is_missing(browser, question):
    a_process("other")

    assert browser.get(f"/processes/other/questions/{question.id}").status == 404
    assert "No question has been opened yet" in browser.get("/processes/other/questions").text()


def test_who_may_not_answer_reads_why(browser, dario, question, page_url):
    a_statement(dario, question)
    unknown = a_person("Gino", birth_year=None)

    page = browser.sign_in(unknown).get(page_url)
    assert "the year you were born" in page.text(".notice")
    assert not page.has(".statement")
    assert "the year you were born" in browser.get(f"{page_url}/statements/new").text(".notice")


def test_many_statements_cost_what_few_cost(browser, bea, dario, question, page_url, count_queries):
    statement = a_statement(dario, question)
    db.session.flush()
    browser.sign_in(bea).get(page_url)
    with count_queries() as few:
        browser.get(page_url)
    for number in range(30):
        a_statement(dario, question, f"Statement {number}.")
    db.session.flush()

    with count_queries() as many:
        browser.get(page_url)
    with count_queries() as named:
        browser.get(f"{page_url}?statement={statement.id}")

    assert len(many) == len(few)
    assert len(named) <= len(few)


def test_a_closed_question_takes_nothing_more(browser, bea, dario, question, page_url):
    a_statement(dario, question)
    close_question(dario, question)

    page = browser.sign_in(bea).get(page_url)

    assert not page.has(".statement form")
    assert browser.get("/processes/plan").links()["Answer the questions"] == LIST
