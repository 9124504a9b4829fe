"""Promises live on: told to everyone, settled by who promised, reminded of, after all is closed."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.commitments import Commitment, CommitmentDraft, CommitmentState, jobs, promise, settle
from consult.commitments.commands import take_back, undo_settling
from consult.commitments.queries import count_by_state, find_public, public_commitments
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.notifications import Notice, Pace, choose_pace
from consult.processes import State
from consult.tables import SessionState
from tests.makers import a_process, letters
from tests.minutes.makers import a_day, an_ended_session

PAGE = "/processes/plan/commitments"
LATE, KEPT = CommitmentState.LATE, CommitmentState.KEPT


@pytest.fixture
def bus(ada, bruno, session):
    """What ada promised for the day before tomorrow."""
    due = a_day(session, 2)
    draft = CommitmentDraft("ATM", "Tries a bus after ten.", due, email=ada.email.upper())
    return promise(bruno, session, draft)


def test_whoever_promised_says_what_became_of_it_and_undoes_only_that(
    ada, bea, bruno, session, bus
):
    with pytest.raises(NotAllowedError):
        settle(bea, session, bus, KEPT)
    settle(bruno, session, bus, CommitmentState.UNDER_WAY)
    with pytest.raises(NotAllowedError):
        undo_settling(ada, session, bus)

    settle(ada, session, bus, KEPT, "Since May.")
    undo_settling(ada, session, bus)
    settle(ada, session, bus, KEPT, "Since June.")
    undo_settling(bruno, session, bus)

    assert bus.state is CommitmentState.UNDER_WAY
    ada.suspended_at = now()
    assert not bus.is_by(ada)


def test_a_closed_consultation_lets_promises_be_settled_and_none_be_made(
    ada, bruno, process, session, bus
):
    process.state = State.CLOSED

    settle(ada, session, bus, CommitmentState.UNDER_WAY)
    settle(bruno, session, bus, KEPT)

    with pytest.raises(NotAllowedError, match="stays as it was"):
        promise(bruno, session, CommitmentDraft("ATM", "x"))


def test_what_was_taken_away_is_settled_by_nobody(ada, bruno, session, bus):
    take_back(bruno, session, bus)
    for person in (ada, bruno):
        with pytest.raises(NotAllowedError, match="by mistake"):
            settle(person, session, bus, KEPT)


def test_what_is_not_done_is_late_after_its_day(bruno, process, session, bus):
    done = promise(bruno, session, CommitmentDraft("ATM", "Done.", bus.by_when))
    promise(bruno, session, CommitmentDraft("ATM", "Some day."))
    settle(bruno, session, done, KEPT)
    day = bus.by_when + timedelta(days=1)

    assert bus.state_on(bus.by_when) is CommitmentState.OPEN
    assert bus.state_on(day) is LATE
    assert count_by_state(process, day) == {LATE: 1, KEPT: 1, CommitmentState.OPEN: 1}
    assert public_commitments(process, day, state=LATE).rows == [bus]


def test_everyone_reads_what_was_promised_where_a_session_has_ended(bruno, process, session, bus):
    other = a_process(slug="other")
    gone = promise(bruno, session, CommitmentDraft("ATM", "A mistake."))
    take_back(bruno, session, gone)
    running = an_ended_session(process, bruno, code="west", state=SessionState.RUNNING)
    hidden = promise(bruno, running, CommitmentDraft("ATM", "Not yet told."))

    today = a_day(session)
    assert public_commitments(process, today).rows == [bus]
    assert public_commitments(process, today, table=running.table).rows == []
    for where, number in ((other, bus.id), (process, gone.id), (process, hidden.id), (process, 0)):
        with pytest.raises(NotFoundError):
            find_public(where, number)


def test_an_account_gets_reminders_in_its_language_and_at_its_pace(ada, bruno, session, bus):
    ada.language = "it"
    set_clock(offset=timedelta(days=2))
    jobs.remind_of_promises()
    (letter,) = letters()
    assert (letter.to, letter.language) == (ada.email, "it")
    assert "/letters/stop/" in letter.unsubscribe_url

    choose_pace(ada, Pace.WEEKLY)
    set_clock(offset=timedelta(days=9))
    jobs.remind_of_promises()

    assert [one.to for one in letters()] == [ada.email, bruno.email]
    assert db.session.scalars(select(Notice.path)).one() == f"{PAGE}/{bus.id}"


def test_one_press_stops_the_reminders_of_an_address_without_an_account(browser, bruno, session):
    due = a_day(session)
    for words in ("One.", "Two."):
        promise(bruno, session, CommitmentDraft("ATM", words, due, email="Nino@example.org"))
    set_clock(offset=timedelta(days=7))
    jobs.remind_of_promises()
    path = re.search(r"/commitments/stop/\S+", letters()[0].body)[0]
    assert letters()[0].unsubscribe_url.endswith(path)
    assert "Stop the reminders" in browser.get(path).text("h1")

    for _twice in range(2):
        answer = browser.send(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status == 303

    assert "no more" in browser.get(path).text("h1")
    assert db.session.scalars(select(Commitment.email)).all() == [None, None]
    assert browser.get("/commitments/stop/made-up").status == 404


def test_lists_and_pages_tell_everyone_and_let_who_promised_speak(
    browser, another_browser, ada, bruno, session, bus
):
    set_clock(offset=timedelta(days=4))
    for address in (PAGE, f"{PAGE}?state=late", "/processes/plan/tables/east/commitments"):
        assert "Late" in browser.get(address).text("main")
    assert "Nothing was promised" in browser.get(f"{PAGE}?state=kept").text("main")
    assert browser.get(f"{PAGE}?state=x").status == 400
    assert PAGE in browser.get("/processes/plan").links().values()
    table = "/processes/plan/tables/east"
    assert f"{table}/commitments" in browser.get(table).links().values()
    page, acts = f"{PAGE}/{bus.id}", f"{PAGE}/{bus.id}/acts"
    assert "Say what became" not in browser.get(page).text("main")

    own = another_browser.sign_in(ada).get("/account").links()
    assert page in own.values()
    form = another_browser.get(page).form_to(acts)
    assert another_browser.send(acts, data=form | {"state": "dropped", "note": ""}).status == 422
    assert another_browser.send(acts, data=form | {"state": "x"}).status == 422
    another_browser.send(acts, data=form | {"state": "kept", "note": "Since June."})
    told = browser.get(page).text("main")
    assert "said by who promised it" in told
    assert "Since June." in told
    undo = another_browser.get(page).form_to(f"{acts}/delete")
    assert another_browser.send(f"{acts}/delete", data=undo).status == 303
    assert "(undone on" in browser.get(page).text("main")


def test_a_list_asks_as_much_of_the_database_for_many_as_for_few(
    browser, count_queries, bruno, session, bus
):
    with count_queries() as few:
        browser.get(PAGE)
    db.begin_write()
    db.session.add_all(
        Commitment(session_id=session.id, who=f"Body {number}", what="Does it.", written_at=now())
        for number in range(25)
    )
    db.end_write(keep=True)
    with count_queries() as many:
        page = browser.get(PAGE)

    assert len(many) == len(few)
    following = next(url for url in page.links().values() if "after=" in url)
    assert "ATM" in browser.get(following).text("main")
