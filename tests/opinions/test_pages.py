"""The page of what unites and what divides."""

from __future__ import annotations

import pytest

from consult.voting import close_question
from tests.opinions.makers import answered_question, looked_at
from tests.voting.makers import a_question


@pytest.fixture
def closed(dario, process):
    """A question of two camps that is closed, and its people."""
    question, crowd = answered_question(dario, process)
    close_question(dario, question)
    return looked_at(question, crowd[0])


def test_everyone_reads_what_unites_and_who_answered_where_they_stand(browser, closed):
    question, voice = closed
    page = browser.get(f"/processes/plan/questions/{question.id}/results")
    page = browser.get(page.links()["What unites, what divides"])

    assert "The groups stand out from chance" in page.text("main")
    assert "Statement 0." in page.text("section[aria-labelledby=unites]")
    assert len(page.texts("#groups ~ ol > li")) == 2
    assert "you stand nearest to this one" not in page.text("main")

    page = browser.sign_in(voice).get(f"/processes/plan/questions/{question.id}/opinions")
    assert page.text("main").count("you stand nearest to this one") == 1

    data = browser.fetch(f"/processes/plan/questions/{question.id}/opinions/data")
    assert data.json["unites"][0]["statement"] == "Statement 0."


def test_nothing_is_told_before_the_question_closes(browser, dario, process):
    question, other = a_question(dario, process), a_question(dario, process, "And then?")
    close_question(dario, other)
    assert browser.get(f"/processes/plan/questions/{question.id}/opinions").status == 403

    address = f"/processes/plan/questions/{other.id}/opinions"
    assert "Come back in a few minutes" in browser.get(address).text("main")
    assert browser.fetch(f"{address}/data").status_code == 404
