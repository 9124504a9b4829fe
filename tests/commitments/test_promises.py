"""Who does what by when: written down, changed, kept or dropped, each step undone; reminders."""

from datetime import timedelta

import pytest

from consult.commitments import CommitmentState, jobs
from consult.commitments.commands import (
    CommitmentDraft,
    StalePromiseError,
    UnclearPromiseError,
    change_promise,
    promise,
    put_back,
    settle,
    take_back,
    undo_settling,
)
from consult.commitments.queries import acts_of, commitments_of, find_commitment
from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from tests.makers import letters
from tests.minutes.makers import a_day, a_pile, an_ended_session

DESK = "/processes/plan/desk/tables/east/sessions/1/commitments"
BUS = CommitmentDraft(who="The transport agency", what="Tries a bus after ten.")


@pytest.fixture
def bus(bruno, session):
    """A promise with an address, due in thirty days."""
    due = a_day(session, 30)
    draft = CommitmentDraft(BUS.who, BUS.what, due, "convention", email="agency@example.org")
    return promise(bruno, session, draft)


def test_a_promise_says_who_does_what_and_from_which_group(bruno, session):
    pile = a_pile(session)

    promise(bruno, session, CommitmentDraft("  ATM ", "Tries it.", pile_id=pile.id))

    (one,) = commitments_of(session)
    assert (one.who, one.what, one.pile_id) == ("ATM", "Tries it.", pile.id)
    assert (one.state, one.entered_by_id) == (CommitmentState.OPEN, bruno.id)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (CommitmentDraft(" ", "x"), "who"),
        (CommitmentDraft("x", " "), "what"),
        (CommitmentDraft("x", "y", agreement="a handshake"), "agreement"),
        (CommitmentDraft("x", "y", email="nobody"), "email"),
        (CommitmentDraft("x", "y", pile_id=10**6), "pile"),
    ],
)
def test_an_unclear_promise_is_refused_beside_its_field(bruno, session, wrong, field):
    with pytest.raises(RefusedError) as refusal:
        promise(bruno, session, wrong)
    assert refusal.value.field == field


def test_a_promise_is_not_tied_to_another_session(bruno, process, session):
    other = an_ended_session(process, bruno, code="west")

    with pytest.raises(RefusedError, match="of this session"):
        promise(bruno, session, CommitmentDraft("x", "y", pile_id=a_pile(other).id))
    with pytest.raises(NotFoundError):
        find_commitment(session, promise(bruno, other, BUS).id)


def test_only_who_runs_the_session_does_anything_with_promises(ada, bruno, session, bus):
    for doing in (
        lambda: promise(ada, session, BUS),
        lambda: change_promise(ada, session, bus, BUS, 1),
        lambda: settle(ada, session, bus, CommitmentState.KEPT),
        lambda: undo_settling(ada, session, bus),
        lambda: take_back(ada, session, bus),
        lambda: put_back(ada, session, bus),
    ):
        with pytest.raises(NotAllowedError):
            doing()
    session.started_at = None
    with pytest.raises(NotAllowedError, match="before a session has started"):
        promise(bruno, session, BUS)


def test_of_two_who_change_a_promise_the_second_is_told(bruno, session, bus):
    change_promise(bruno, session, bus, CommitmentDraft("ATM", "Tries two."), 1)

    with pytest.raises(StalePromiseError):
        change_promise(bruno, session, bus, BUS, 1)
    assert (bus.who, bus.version, bus.by_when) == ("ATM", 2, None)


def test_what_became_of_a_promise_is_said_once_and_undone(bruno, session, bus):
    with pytest.raises(UnclearPromiseError, match="Say why"):
        settle(bruno, session, bus, CommitmentState.DROPPED, " ")
    settle(bruno, session, bus, CommitmentState.UNDER_WAY, "Asked for offers.")
    for _twice in range(2):
        settle(bruno, session, bus, CommitmentState.DROPPED, "No money.")
    assert (bus.state, bus.note, bus.version) == (CommitmentState.DROPPED, "No money.", 3)

    undo_settling(bruno, session, bus)
    assert (bus.state, bus.note) == (CommitmentState.UNDER_WAY, "Asked for offers.")
    for _twice in range(2):
        undo_settling(bruno, session, bus)

    assert (bus.state, bus.note, bus.changed_at) == (CommitmentState.OPEN, "", None)
    assert [(act.state, bool(act.undone_at)) for act in acts_of(bus)] == [
        (CommitmentState.DROPPED, True),
        (CommitmentState.UNDER_WAY, True),
    ]


def test_a_promise_written_by_mistake_is_taken_away_and_brought_back(bruno, session, bus):
    take_back(bruno, session, bus)
    take_back(bruno, session, bus)
    assert commitments_of(session) == []

    put_back(bruno, session, bus)
    put_back(bruno, session, bus)
    assert commitments_of(session) == [bus]


def reminded_after(days):
    set_clock(offset=timedelta(days=days))
    for _twice in range(2):
        jobs.remind_of_promises()
    db.session.flush()
    return len(letters())


def test_reminders_come_before_on_and_after_the_day_once_each(bruno, session, bus):
    days = (1, 22, 23, 26, 30, 31, 37, 44, 60)
    assert [reminded_after(many) for many in days] == [0, 0, 1, 1, 2, 2, 4, 4, 4]
    assert [one.to for one in letters()[2:]] == ["agency@example.org", bruno.email]
    assert "Its day was" in letters()[3].body
    assert letters()[0].to == "agency@example.org"
    assert "Tries a bus after ten." in letters()[0].body


def test_nobody_is_reminded_of_what_is_settled_or_was_just_said(bruno, session, bus):
    settle(bruno, session, bus, CommitmentState.KEPT)
    soon = a_day(session, 3)
    promise(bruno, session, CommitmentDraft("x", "y", soon, email="x@example.org"))

    assert [reminded_after(days) for days in (1, 3, 23, 30)] == [0, 1, 1, 1]


def test_a_facilitator_writes_changes_and_settles_at_the_desk(browser, bruno, session):
    pile = a_pile(session)
    page = browser.sign_in(bruno).get(DESK)
    assert "Buses at night" in page.text("main")
    form = page.form_to(DESK)
    sent = {"who": "ATM", "what": "Tries it.", "pile": str(pile.id), "by_when": "2027-02-28"}
    assert browser.send(DESK, data=form | {"who": ""}).status == 422

    for _twice in range(2):
        assert browser.send(DESK, data=form | sent).status == 303

    (one,) = commitments_of(session)
    page = browser.get(DESK)
    assert "by 28 February 2027" in page.text("main")
    edit = browser.get(f"{DESK}/{one.id}/edit")
    change = edit.form_to(f"{DESK}/{one.id}")
    assert browser.send(f"{DESK}/{one.id}", data=change | {"what": "Tries two."}).status == 303
    stale = browser.send(
        f"{DESK}/{one.id}",
        data=browser.get(f"{DESK}/{one.id}/edit").form_to(f"{DESK}/{one.id}")
        | {"version": "1", "what": "Tries three."},
    )
    assert stale.status == 409
    assert "What differs" in stale.text("main")
    assert stale.value("what") == "Tries three."
    settling = f"{DESK}/{one.id}/settling"
    assert browser.send(settling, data=edit.form_to(settling) | {"state": "x"}).status == 422
    browser.send(settling, data=edit.form_to(settling) | {"state": "kept", "note": "Done."})
    page = browser.get(DESK)
    assert "Kept" in page.text("main")
    for action in ("settling/delete", "delete", "restoring"):
        address = f"{DESK}/{one.id}/{action}"
        assert browser.send(address, data=browser.get(DESK).form_to(address)).status == 303
    db.session.expire_all()
    assert [(one.state, one.what) for one in commitments_of(session)] == [
        (CommitmentState.OPEN, "Tries two.")
    ]
