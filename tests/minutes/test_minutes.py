"""Minutes: drafted, edited, corrected by who was there, approved, and frozen under a hash."""

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.commitments import CommitmentDraft, promise
from consult.contributions import Contribution, hide, publish
from consult.kernel import keeping
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.kernel.jobs import run_due_jobs
from consult.minutes import Minutes, MinutesState, pass_on_cards
from consult.minutes.cli import verify_minutes
from consult.minutes.documents import MAKERS
from consult.minutes.drafting import (
    StaleMinutesError,
    UnclearCorrectionError,
    answer_correction,
    approve_minutes,
    correct,
    draft_minutes,
    edit_minutes,
    find_correction,
    is_unchanged,
    send_minutes,
)
from consult.minutes.reading import readable
from consult.minutes.report import Reader
from consult.seats import SeatState
from consult.tables import SessionState
from tests.makers import letters
from tests.makers.seats import a_seat, sit_down
from tests.minutes.makers import a_card, a_day, a_pile

PAGE = "/processes/plan/tables/east/sessions/1/minutes"
DESK = "/processes/plan/desk/tables/east/sessions/1/minutes"


@pytest.fixture
def minutes(bruno, session, gino):
    """Minutes of a session with one pile, one card and one promise."""
    a_card(gino, "# A bus after *ten*", pile=a_pile(session, "Buses [at] night"))
    promise(bruno, session, CommitmentDraft("ATM", "Tries it.", a_day(session)))
    return draft_minutes(bruno, session)


@pytest.fixture
def approved(bruno, session, minutes):
    """The same, published, approved and frozen."""
    pass_on_cards(bruno, session)
    publish(the_voice())
    send_minutes(bruno, session, minutes, now() + timedelta(hours=1))
    set_clock(offset=timedelta(hours=2))
    approve_minutes(bruno, session, minutes, minutes.version)
    return minutes


def the_voice():
    return db.session.scalars(select(Contribution)).one()


def test_a_draft_tells_the_session_without_copying_a_card(bruno, session, minutes):
    assert "## Who was there" in minutes.source
    assert "People: <10." in minutes.source
    assert "### Buses \\[at] night, 1 card" in minutes.source
    assert "**ATM**: Tries it." in minutes.source
    assert "ten" not in minutes.source
    assert draft_minutes(bruno, session) is minutes


def test_each_reader_finds_the_cards_that_they_may_read(bruno, session, minutes):
    assert "- \\# A bus after \\*ten\\*" in readable(minutes, session, Reader.ROOM)
    assert "a moderator has not read yet" in readable(minutes, session, Reader.EVERYONE)
    pass_on_cards(bruno, session)
    publish(the_voice())
    assert "A bus after" in readable(minutes, session, Reader.EVERYONE)

    hide(the_voice())

    for reader in Reader:
        assert "A bus after" not in readable(minutes, session, reader)


def test_minutes_name_no_card_of_elsewhere(bruno, session, gino, minutes):
    back = a_card(gino, "Taken back", taken_back_at=now())
    edit_minutes(bruno, session, minutes, f"[[{back.id}]] and [[{10**8}]]", 1)

    assert readable(minutes, session, Reader.STAFF) == (
        "*A card that was taken back.* and *A card that was taken back.*"
    )


def test_of_two_who_edit_the_second_is_told(bruno, session, minutes):
    edit_minutes(bruno, session, minutes, "One.", 1)
    edit_minutes(bruno, session, minutes, "One.", 2)

    with pytest.raises(StaleMinutesError):
        edit_minutes(bruno, session, minutes, "Two.", 1)
    with pytest.raises(RefusedError, match="say something"):
        edit_minutes(bruno, session, minutes, " ", 2)
    assert (minutes.source, minutes.version) == ("One.", 2)


def test_only_who_runs_the_session_works_on_its_minutes(ada, bruno, session, gino, minutes):
    send_minutes(bruno, session, minutes, now() + timedelta(days=1))
    correction = correct(gino, minutes, "It was Tuesday.")
    for doing in (
        lambda: draft_minutes(ada, session),
        lambda: edit_minutes(ada, session, minutes, "x", 1),
        lambda: send_minutes(ada, session, minutes, now() + timedelta(days=1)),
        lambda: answer_correction(ada, session, minutes, correction, (True, "")),
        lambda: approve_minutes(ada, session, minutes, 1),
    ):
        with pytest.raises(NotAllowedError):
            doing()
    session.state = SessionState.RUNNING
    with pytest.raises(NotAllowedError, match="has ended"):
        draft_minutes(bruno, session)


def test_who_was_there_and_has_an_account_is_written_to_once(ada, bruno, session, gino, minutes):
    gino.person_id = ada.id
    with pytest.raises(RefusedError, match="still to come"):
        send_minutes(bruno, session, minutes, now())
    send_minutes(bruno, session, minutes, now() + timedelta(days=1))
    send_minutes(bruno, session, minutes, now() + timedelta(days=2))
    pass_on_cards(bruno, session)
    db.end_write(keep=True)

    run_due_jobs()

    assert sorted((one.to, one.subject) for one in letters()) == [
        ("ada@example.org", "The minutes of «First session»"),
        ("ada@example.org", "Your cards are in the consultation"),
    ]
    assert f"/t/{session.join_code}/minutes" in letters()[0].body + letters()[1].body


def test_corrections_are_asked_for_in_their_days_and_all_are_answered(
    bruno, session, gino, minutes
):
    with pytest.raises(NotAllowedError, match="once they are sent"):
        correct(gino, minutes, "x")
    with pytest.raises(NotAllowedError, match="Send them first"):
        approve_minutes(bruno, session, minutes, 1)
    send_minutes(bruno, session, minutes, now() + timedelta(hours=1))
    with pytest.raises(NotAllowedError):
        correct(a_seat(session, state=SeatState.REFUSED), minutes, "x")
    with pytest.raises(UnclearCorrectionError):
        correct(gino, minutes, " ")
    one = correct(gino, minutes, "It was Tuesday.")
    with pytest.raises(NotAllowedError, match="can correct them until"):
        approve_minutes(bruno, session, minutes, 1)
    set_clock(offset=timedelta(hours=2))
    with pytest.raises(NotAllowedError, match="days for corrections are over"):
        correct(gino, minutes, "x")
    with pytest.raises(NotAllowedError, match="no answer yet"):
        approve_minutes(bruno, session, minutes, 1)
    with pytest.raises(UnclearCorrectionError):
        answer_correction(bruno, session, minutes, one, (False, " "))
    for _twice in range(2):
        answer_correction(bruno, session, minutes, one, (False, "It was Monday."))
    with pytest.raises(StaleMinutesError):
        approve_minutes(bruno, session, minutes, 7)

    for _twice in range(2):
        approve_minutes(bruno, session, minutes, 1)

    assert (one.taken, one.answer) == (False, "It was Monday.")
    assert minutes.state is MinutesState.APPROVED
    with pytest.raises(NotFoundError):
        find_correction(minutes, one.id + 1)


def test_approved_minutes_stay_as_they_are(bruno, session, gino, approved):
    for doing in (
        lambda: edit_minutes(bruno, session, approved, "x", approved.version),
        lambda: send_minutes(bruno, session, approved, now() + timedelta(days=1)),
        lambda: correct(gino, approved, "x"),
    ):
        with pytest.raises(NotAllowedError, match="approved"):
            doing()


def test_the_hash_is_that_of_the_text_its_cards_and_its_moment(session, gino, approved):
    card_hash = hashlib.sha256(b"# A bus after *ten*").hexdigest()
    (card_id,) = approved.facts["cards"]
    frozen = {
        "approved_at": approved.approved_at.isoformat(timespec="microseconds"),
        "cards": {card_id: card_hash},
        "session": 1,
        "source": approved.source,
        "table": "east",
    }
    written = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    db.session.flush()
    db.session.expire(approved)
    assert approved.hash == hashlib.sha256(written.encode()).hexdigest()

    hide(the_voice())
    assert is_unchanged(approved, session)

    approved.source += "."
    assert not is_unchanged(approved, session)


def test_the_command_tells_minutes_that_were_tampered_with(capsys, session, approved):
    verify_minutes.callback()
    assert capsys.readouterr().out.startswith(f"ok      {approved.hash} east/1")
    approved.source += "."
    db.session.flush()

    with pytest.raises(SystemExit):
        verify_minutes.callback()

    assert capsys.readouterr().out.startswith("CHANGED")


def test_nobody_reads_minutes_before_they_are_approved(browser, bruno, session, minutes):
    send_minutes(bruno, session, minutes, now() + timedelta(hours=1))
    db.end_write(keep=True)

    assert browser.get(PAGE).status == 404
    assert browser.get(f"{PAGE}/pdf").status == 404


def test_everyone_reads_and_takes_away_approved_minutes(browser, approved):
    hide(the_voice())
    db.end_write(keep=True)

    page = browser.get(PAGE)

    assert "nothing was changed since" in page.text("main")
    assert approved.hash in page.text("main")
    assert "A bus after" not in page.text("main")
    for kind, (content_type, _make) in MAKERS.items():
        answer = browser.fetch(f"{PAGE}/{kind}")
        assert answer.headers["Content-Type"] == content_type
        assert f"east-1.{kind}" in answer.headers["Content-Disposition"]
    db.begin_write()
    db.session.get_one(Minutes, approved.id).source += "."
    db.end_write(keep=True)
    keeping.clear()
    assert "The hash does not fit" in browser.get(PAGE).text("main")


def test_minutes_are_written_at_the_desk_and_corrected_on_a_phone(
    browser, another_browser, bruno, session, gino
):
    a_card(gino, "A bus after ten")
    phone, desk = sit_down(another_browser, gino), browser.sign_in(bruno)
    room = f"/t/{session.join_code}/minutes"
    assert desk.send(DESK, data=desk.get(DESK).form_to(DESK)).status == 303
    assert "A bus after ten" in desk.get(DESK).text("main")
    assert phone.get(room).location.endswith(f"/t/{session.join_code}")
    edit = desk.get(f"{DESK}/edit").form_to(f"{DESK}/text")
    saved = edit | {"source": "On *Monday*."}
    assert desk.send(f"{DESK}/text", data=saved).status == 303
    stale = desk.send(f"{DESK}/text", data=saved | {"source": "On Friday."})
    assert stale.status == 409
    assert (stale.value("source"), stale.value("version")) == ("On Friday.", "2")
    assert "What differs" in stale.text("main")
    sending = desk.get(DESK).form_to(f"{DESK}/sending")
    past = desk.send(f"{DESK}/sending", data=sending | {"until": "2020-01-01"})
    assert past.status == 422
    assert desk.send(f"{DESK}/sending", data=sending).status == 303

    ask = phone.get(room).form_to(f"{room}/corrections")
    assert phone.send(f"{room}/corrections", data=ask | {"source": " "}).status == 422
    for _twice in range(2):
        sent = phone.send(f"{room}/corrections", data=ask | {"source": "It was Tuesday."})
        assert sent.status == 303

    assert "Not answered yet" in phone.get(room).text("main")
    page = desk.get(DESK)
    assert page.text("main").count("It was Tuesday.") == 1
    assert "can correct them until" in page.text("aside")
    address = page.soup.select_one(f'form[action^="{DESK}/corrections/"]')["action"]
    answer = page.form_to(address)
    assert desk.send(address, data=answer | {"taken": "no"}).status == 422
    assert desk.send(address, data=answer | {"taken": "no", "answer": "Monday."}).status == 303
    assert "Not taken : Monday." in phone.get(room).text("main")
    set_clock(offset=timedelta(days=9))
    approval = desk.get(DESK).form_to(f"{DESK}/approval")
    assert desk.send(f"{DESK}/approval", data=approval).status == 303
    assert "Approved on" in desk.get(DESK).text("aside")
