"""The interviewee's pages by the private link, the desk's, and where a voice was said."""

import pytest

from consult.contributions import Contribution
from consult.interviews import Purpose, get_interview, link_of
from consult.interviews.queries import number_of
from consult.interviews.tokens import token_of
from consult.kernel.db import db
from consult.returning import Answer, AnswerDraft, answer_passage, returned_of
from tests.makers.interviews import an_interview
from tests.makers.passages import FIRST, SECOND, a_marked_text, given_back

BY_ROLE = frozenset({Purpose.TRANSCRIBE, Purpose.QUOTE_BY_ROLE})


@pytest.fixture
def interview(process):
    return an_interview(process, agrees=BY_ROLE, email="")


def link_to(interview):
    link = link_of(interview)
    return f"/interviews/{token_of(interview.id, number_of(link))}"


def test_an_interviewee_reads_and_answers_passage_by_passage(browser, interview):
    given_back(interview)
    link = link_to(interview)
    kept_by = browser.get(f"{link}/passages").headers["Cache-Control"]
    assert kept_by == "private, no-store"  # also where no form gives a cookie
    assert "2 passages wait" in browser.get(link).text("main")
    page = browser.get(f"{link}/passages")
    assert page.links()["Read the next one"] == f"{link}/passages/1"
    page = browser.get(f"{link}/passages/1")
    assert FIRST in page.text("main")
    assert "Head of a school" in page.text("main")
    assert "Olga" not in page.text()

    assert browser.post(f"{link}/passages/1").status == 422
    wrong = browser.post(f"{link}/passages/1", answer="amended", own_words=" ")
    assert wrong.status == 422
    assert browser.post(f"{link}/passages/1", answer="approved").location == f"{link}/passages/2"
    assert browser.post(f"{link}/passages/2", answer="withheld").location == f"{link}/passages"
    assert "withheld" in browser.get(f"{link}/passages").text("main")
    assert browser.get(f"{link}/passages/9").status == 404
    assert [one.answer for one in returned_of(get_interview(interview.id))] == [
        Answer.APPROVED,
        Answer.WITHHELD,
    ]


def test_consent_withdrawn_while_they_read_is_said_and_nothing_is_kept(browser, bruno, interview):
    given_back(interview)
    link = link_to(interview)
    browser.get(f"{link}/passages/1")
    desk = f"/processes/plan/desk/interviews/{interview.code}"
    hidden = browser.page.form_to(f"{link}/passages/1")
    browser.sign_in(bruno).post(f"{desk}/consents/quote-by-role/delete", desk)

    answer = browser.send(f"{link}/passages/1", data=hidden | {"answer": "approved"})

    assert answer.status in {400, 403}
    assert "none of your words is shown" in browser.get(f"{link}/passages/1").text("main")
    assert returned_of(get_interview(interview.id))[0].answer is None


def test_the_desk_sends_and_reads_the_answers(browser, bruno, interview):
    desk = f"/processes/plan/desk/interviews/{interview.code}"
    browser.sign_in(bruno)
    assert "Nothing was sent yet." in browser.get(desk).text("main")
    assert browser.post(f"{desk}/passages").status == 422
    a_marked_text(get_interview(interview.id))
    assert browser.post(f"{desk}/passages").status == 303
    page = browser.get(f"{desk}/passages")
    assert SECOND in page.text("main")
    assert "not answered yet" in page.text("main")


def test_who_reads_a_voice_learns_how_it_was_agreed_and_staff_find_the_words(
    browser, bruno, interview
):
    first, _second = given_back(interview)
    answer_passage(link_of(interview), interview, first, AnswerDraft(Answer.APPROVED))
    said = db.session.get_one(Contribution, first.contribution_id)
    address = f"/processes/plan/ideas/{said.code}"

    page = browser.get(address)
    assert "has read and approved these words" in page.text("main")
    assert interview.code not in page.text()
    assert "The exact words, at the desk" not in page.links()
    page = browser.sign_in(bruno).get(address)
    exact = f"/processes/plan/desk/interviews/{interview.code}/passages#passage-1"
    assert page.links()["The exact words, at the desk"] == exact
