"""Where a person is signed in: seen now and then, ended at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.accounts import Browser, end_sign_ins, reinstate, sign_in, suspend
from consult.accounts.commands import end_sign_in, note_seen, sign_out
from consult.accounts.jobs import forget_ended_sign_ins
from consult.accounts.models import SignIn
from consult.accounts.queries import live_sign_in, live_sign_ins
from consult.audit import Act
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from tests.makers import a_person


def at_a_browser(person, token="phone"):
    return sign_in(person, Browser("", token, "Firefox", "Android"))


def test_a_sign_in_ends_by_itself_after_a_month(ada):
    at_a_browser(ada)

    assert live_sign_in("phone", now() + timedelta(days=29)) is not None
    assert live_sign_in("phone", now() + timedelta(days=31)) is None


def test_signing_out_ends_one_browser_only(ada):
    at_a_browser(ada)
    at_a_browser(ada, "desktop")

    sign_out("phone")

    assert live_sign_in("phone", now()) is None
    assert live_sign_in("desktop", now()) is not None


def test_a_person_ends_one_of_their_own_sign_ins(ada):
    opened = at_a_browser(ada)

    end_sign_in(ada, opened.id)

    assert live_sign_ins(ada, now()) == []


def test_nobody_ends_the_sign_in_of_another(ada):
    bea = a_person("Bea")
    opened = at_a_browser(bea)

    with pytest.raises(NotFoundError):
        end_sign_in(ada, opened.id)

    assert live_sign_ins(bea, now()) == [opened]


def test_a_person_ends_all_but_the_browser_at_hand(ada):
    kept = at_a_browser(ada)
    at_a_browser(ada, "desktop")
    at_a_browser(ada, "library")

    end_sign_ins(ada, but="phone")

    assert live_sign_ins(ada, now()) == [kept]


def test_a_browser_is_noted_as_seen_every_ten_minutes_at_most(ada):
    opened = at_a_browser(ada)
    db.end_write(keep=True)

    note_seen(opened, now() + timedelta(minutes=9))
    note_seen(opened, now() + timedelta(minutes=11))
    db.begin_write()

    seen = db.session.get_one(SignIn, opened.id, populate_existing=True).last_seen_at
    assert seen - opened.created_at > timedelta(minutes=10)


def test_suspension_signs_out_everywhere_and_is_written_down(ada, fabio):
    at_a_browser(ada)

    suspend(fabio, ada, "Threats to others.")

    assert ada.suspended
    assert live_sign_ins(ada, now()) == []
    act = db.session.query(Act).filter_by(verb="person.suspended").one()
    assert (act.actor_id, act.thing_id, act.reason) == (fabio.id, ada.id, "Threats to others.")


def test_suspending_twice_is_one_act(ada, fabio):
    suspend(fabio, ada, "Threats to others.")
    suspend(fabio, ada, "Again.")

    assert db.session.query(Act).filter_by(verb="person.suspended").count() == 1


def test_who_was_suspended_can_be_let_back_in(ada, fabio):
    suspend(fabio, ada, "Threats to others.")

    reinstate(fabio, ada, "They apologised.")
    reinstate(fabio, ada, "Twice is once.")

    assert not ada.suspended
    assert db.session.query(Act).filter_by(verb="person.reinstated").count() == 1


def test_only_administrators_suspend_and_never_themselves(ada, fabio):
    for actor, person in [(ada, fabio), (fabio, fabio)]:
        with pytest.raises(NotAllowedError):
            suspend(actor, person, "No reason.")
    with pytest.raises(NotAllowedError):
        reinstate(ada, fabio, "No reason.")


def test_what_ended_long_ago_is_forgotten(ada):
    at_a_browser(ada)
    kept = at_a_browser(ada, "desktop")
    sign_out("phone")
    set_clock(offset=timedelta(days=31))
    kept.expires_at = now() + timedelta(days=1)
    db.session.flush()

    forget_ended_sign_ins()

    assert [row.token_hash for row in db.session.query(SignIn)] == ["desktop"]
