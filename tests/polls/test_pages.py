"""Questions to the room on phones, on the console and on the projector."""

import pytest

from consult.polls import PollDraft, PollKind, how_many_answered, open_poll, polls_in, results_of
from consult.running import end_session, next_block
from consult.tables import BlockKind, get_session
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, a_session, at_block

CONSOLE = "/processes/plan/desk/tables/north/sessions/1/console"


@pytest.fixture
def session(database, process):
    session = a_session(method=None)
    at_block(session, a_block(session, BlockKind.PLENARY))
    return session


@pytest.fixture
def gina(session):
    return a_seat(session, "Gina")


def the_poll(session):
    return polls_in(get_session(session.id))[-1]


def test_a_question_goes_from_the_console_to_the_phones_and_back(
    browser, another_browser, session, gina, bruno
):
    browser.sign_in(bruno)
    phone = f"/t/{session.join_code}"
    sit_down(another_browser, gina)
    browser.post(
        f"{CONSOLE}/polls", _at=CONSOLE, question="Where first?", kind="one", options="Here\nThere"
    )
    answer = f"{phone}/polls/{the_poll(session).id}/answer"

    page = another_browser.post(answer, _at=phone)
    assert page.status == 422
    assert "Choose an answer." in page.text()
    another_browser.post(answer, _at=phone, option="1")
    assert "Saved." in another_browser.get(phone).text()
    assert how_many_answered([the_poll(session)]) == {the_poll(session).id: 1}
    assert "1 answer" in browser.get(CONSOLE).text(".polls")
    assert not browser.page.has(".poll-bars")

    browser.post(f"{CONSOLE}/polls/{the_poll(session).id}/closing", _at=CONSOLE)
    assert "This question is closed" in another_browser.get(phone).text()
    browser.post(f"{CONSOLE}/polls/{the_poll(session).id}/telling", _at=CONSOLE)
    assert "There 1" in another_browser.get(phone).text(".poll-bars")
    assert "There 1" in browser.get(CONSOLE.replace("console", "projector")).text(".poll-bars")


def test_a_question_that_cannot_be_put_comes_back_as_it_was_typed(browser, session, bruno):
    browser.sign_in(bruno)
    page = browser.post(
        f"{CONSOLE}/polls", _at=CONSOLE, question="Where first?", kind="one", options="Here"
    )

    assert page.status == 422
    assert page.value("question") == "Where first?"
    assert "from 2 to 60 answers" in page.text()


def test_a_panel_estimates_in_rounds(browser, another_browser, session, gina, bruno):
    poll = open_poll(bruno, session, PollDraft(PollKind.SCALE, "How likely?", (), {"high": 9}))
    phone = f"/t/{session.join_code}"
    browser.sign_in(bruno)
    sit_down(another_browser, gina)
    another_browser.post(f"{phone}/polls/{poll.id}/answer", _at=phone, value="7")
    browser.post(f"{CONSOLE}/polls/{poll.id}/telling", _at=CONSOLE)
    browser.post(f"{CONSOLE}/polls/{poll.id}/rounds", _at=CONSOLE)

    said = another_browser.get(phone).text()
    assert "Round 2" in said
    assert "you said 7" in said


def test_a_ranking_and_words_are_answered_without_scripts(browser, session, gina, bruno):
    ranking = open_poll(bruno, session, PollDraft(PollKind.RANKING, "What first?", ["A", "B"]))
    words = open_poll(bruno, session, PollDraft(PollKind.WORDS, "What else?"))
    phone = f"/t/{session.join_code}"
    sit_down(browser, gina)
    fields = {"place-0": "1", "place-1": "0"}
    browser.post(f"{phone}/polls/{ranking.id}/answer", _at=phone, **fields)
    browser.post(f"{phone}/polls/{words.id}/answer", _at=phone, words="More shade <b>")

    page = browser.get(phone)
    assert "More shade <b>" in page.text()
    assert page.soup.select_one(f"#place-{ranking.id}-0 option[selected]")["value"] == "1"


def test_the_exit_questions_come_and_go_with_their_block(session, bruno):
    survey = a_block(session, BlockKind.SURVEY)
    next_block(bruno, session, session.block.id)
    assert [poll.block_id for poll in polls_in(session)] == [survey.id] * 3

    end_session(bruno, session)
    assert [results_of(poll).answers for poll in polls_in(session)] == [0, 0, 0]


def test_what_people_wrote_is_read_by_who_runs_the_session_only(
    browser, another_browser, session, gina, bruno
):
    poll = open_poll(bruno, session, PollDraft(PollKind.WORDS, "What else?"))
    phone = f"/t/{session.join_code}"
    sit_down(another_browser, gina)
    another_browser.post(f"{phone}/polls/{poll.id}/answer", _at=phone, words="Canary")
    browser.sign_in(bruno)
    browser.post(f"{CONSOLE}/polls/{poll.id}/telling", _at=CONSOLE)

    assert "Canary" in browser.get(CONSOLE).text()
    assert "Canary" not in another_browser.get(phone).text()
    assert "Canary" not in browser.get(CONSOLE.replace("console", "projector")).text()
