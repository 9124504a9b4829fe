"""Whole interviews: sent, read, approved, in public as the consent says, gone when taken back."""

import pytest
from sqlalchemy import select

from consult.interviews import Purpose, get_interview, link_of, withdraw_consent, withdraw_interview
from consult.interviews.queries import number_of
from consult.interviews.tokens import token_of
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.kernel.jobs import run_due_jobs
from consult.kernel.mail import Letter
from consult.processes import State
from consult.returning import Answer, AnswerDraft, answer_passage, returned_of, send_passages
from consult.transcripts import TextDraft, bring_in
from consult.wholes import AnswerDraft as WholeDraft
from consult.wholes import (
    WholeAnswer,
    answer_whole,
    public_whole_of,
    send_whole,
    take_down,
    whole_of,
)
from consult.wholes.commands import ChangedTextError, NoTextError
from consult.wholes.jobs import write_of_whole
from tests.makers.interviews import an_interview, an_interviewer
from tests.makers.passages import FIRST, SAID, a_marked_text

TEXT = f"INT: Parla Olga?\n\n{SAID}\n\nINT: Altro?\n\nOLG: Basta. Sono Olga Conti."


@pytest.fixture
def irma(process):
    return an_interviewer()


@pytest.fixture
def interview(process, irma):
    interview = an_interview(process, agrees=set(Purpose) - {Purpose.QUOTE_BY_NAME})
    bring_in(irma, interview, TextDraft(TEXT))
    return interview


def approve(interview, number=None):
    whole = whole_of(interview)
    read = number or (whole.number if whole else 1)
    answer_whole(link_of(interview), interview, WholeDraft(WholeAnswer.APPROVED, read))


def test_only_what_was_read_and_approved_is_public(irma, interview):
    assert public_whole_of(interview) is None
    whole = send_whole(irma, interview)
    assert public_whole_of(interview) is None

    approve(interview)
    assert public_whole_of(interview) is whole
    assert [turn["voice"] for turn in whole.turns] == [1, 1, 2, 1, 2]
    told = " ".join(turn["words"] for turn in whole.turns)
    assert FIRST in told
    assert "Olga" not in told
    assert "olga@" not in told
    withheld = WholeDraft(WholeAnswer.WITHHELD, 9, "Troppo personale.")
    answer_whole(link_of(interview), interview, withheld)
    assert (public_whole_of(interview), whole.comment) == (None, "Troppo personale.")


def test_a_corrected_text_is_read_anew_before_it_is_public(irma, interview):
    first = send_whole(irma, interview)
    number = first.number
    approve(interview)
    assert send_whole(irma, interview) is first
    assert public_whole_of(interview) is first

    bring_in(irma, interview, TextDraft("A: Altro.\n\nA: Altro ancora."), after=1)
    assert public_whole_of(interview) is first
    again = send_whole(irma, interview)
    assert (again.number, again.answer, public_whole_of(interview)) == (number + 1, None, None)
    with pytest.raises(ChangedTextError):
        approve(interview, number)


def test_a_page_that_shows_what_was_taken_down_approves_nothing_sent_since(irma, interview):
    number = send_whole(irma, interview).number
    take_down(irma, interview)
    bring_in(irma, interview, TextDraft("A: Altro.\n\nA: Altro ancora."), after=1)
    send_whole(irma, interview)

    with pytest.raises(ChangedTextError):
        approve(interview, number)


@pytest.mark.parametrize("purpose", [Purpose.PUBLISH_WHOLE, Purpose.TRANSCRIBE])
def test_what_is_taken_back_is_gone_at_once(irma, interview, purpose):
    send_whole(irma, interview)
    approve(interview)
    withdraw_consent(irma, interview, purpose, "Lo ha chiesto.")

    assert whole_of(interview) is None
    with pytest.raises(NotAllowedError):
        approve(interview)
    with pytest.raises(NotAllowedError):
        send_whole(irma, interview)


def test_everything_taken_back_takes_the_whole_along(irma, interview):
    send_whole(irma, interview)
    withdraw_interview(irma, interview, "Lo ha chiesto.")

    assert whole_of(interview) is None


def test_it_is_sent_by_whom_it_may_and_when_there_is_a_text(irma, ada, process, interview):
    planned = an_interview(process, agrees=set(Purpose), held=False)
    bare = an_interview(process, agrees={Purpose.TRANSCRIBE, Purpose.PUBLISH_WHOLE})
    for person, one in ((irma, planned), (ada, interview)):
        with pytest.raises(NotAllowedError):
            send_whole(person, one)
    with pytest.raises(NoTextError):
        send_whole(irma, bare)
    with pytest.raises(NoTextError):
        approve(bare)
    link_of(bare).expires_at = bare.held_at
    with pytest.raises(NotAllowedError):
        approve(bare)


def test_staff_take_it_from_sight_at_any_time(irma, ada, process, interview):
    link_of(interview).revoked_at = interview.held_at
    db.session.flush()
    send_whole(irma, interview)
    approve(interview)
    process.state = State.CLOSED
    with pytest.raises(NotAllowedError):
        take_down(ada, interview)

    take_down(irma, interview)
    take_down(irma, interview)
    assert public_whole_of(interview) is None


def test_a_letter_tells_that_it_waits(irma, interview):
    def letters():
        db.end_write(keep=True)
        run_due_jobs()
        found = db.session.scalars(select(Letter).where(Letter.body.contains("/whole"))).all()
        db.begin_write()
        return [one.to for one in found]

    number = interview.id
    send_whole(irma, interview)
    assert letters() == ["olga@example.org"]
    approve(get_interview(number))
    whole = whole_of(get_interview(number))
    write_of_whole(whole_id=whole.id, number=1)
    write_of_whole(whole_id=whole.id, number=2)
    write_of_whole(whole_id=whole.id + 1, number=1)
    assert letters() == ["olga@example.org"]


def test_the_pages_of_a_whole_interview(browser, another_browser, irma, process, interview):
    a_marked_text(interview, FIRST)
    send_passages(irma, interview)
    first = returned_of(interview)[0]
    answer_passage(link_of(interview), interview, first, AnswerDraft(Answer.APPROVED))
    link = f"/interviews/{token_of(interview.id, number_of(link_of(interview)))}"
    public = f"/processes/{process.slug}/interviews/{interview.code}"
    desk = f"/processes/{process.slug}/desk/interviews/{interview.code}"
    number = interview.id
    assert another_browser.get(f"{link}/whole").status == 404
    browser.sign_in(irma)
    assert browser.get(desk).links()["Read it as others would"] == f"{desk}/whole"
    assert FIRST in browser.get(f"{desk}/whole").text("main")
    assert browser.post(f"{desk}/whole").status == 303

    assert another_browser.get(public).status == 404
    assert "waits for your answer" in another_browser.get(link).text("main")
    page = another_browser.get(f"{link}/whole")
    assert "Head of a school" in page.text("main")
    assert another_browser.post(f"{link}/whole").status == 422
    stale = another_browser.post(f"{link}/whole", answer="approved", number="7")
    assert stale.status == 409
    assert another_browser.post(f"{link}/whole", answer="approved").status == 303

    shown = another_browser.get(public)
    assert "Head of a school" in shown.text("main")
    assert "Voice 2" in shown.text("main")
    assert "Olga" not in shown.text()
    idea = next(url for words, url in shown.links().items() if words.startswith(FIRST[:20]))
    assert another_browser.get(idea).links()["Read the whole interview"] == public
    browser.post(f"{desk}/whole/delete", _at=f"{desk}/whole")
    assert another_browser.get(public).status == 404
    assert "Read the whole interview" not in another_browser.get(idea).links()
    withdraw_consent(irma, get_interview(number), Purpose.PUBLISH_WHOLE, "Lo ha chiesto.")
    assert "has not agreed to the whole" in browser.get(f"{desk}/whole").text("main")
