"""Digests: who gets one and when, however many they are."""

from datetime import timedelta

from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.notifications import Kind, Pace, choose_pace, latest_news_for, queries
from consult.notifications.commands import note_news
from consult.notifications.jobs import send_digest, send_due_digests, tell_at_once
from tests.makers import letters
from tests.notifications.test_news import promised, say


def tick_digests():
    """Let the clockwork promise the digests that are due, as it does: holding nothing."""
    db.end_write(keep=True)
    send_due_digests()
    db.begin_write()


def test_news_waits_for_a_digest_and_leaves_when_the_oldest_is_a_day_old(ada, bea, idea):
    choose_pace(ada, Pace.DAILY)
    say(bea, idea)
    tell_at_once(person_id=ada.id)
    assert letters() == []

    tick_digests()
    assert ("send_digest", ada.id) not in promised()
    set_clock(offset=timedelta(days=1, minutes=1))
    tick_digests()

    assert ("send_digest", ada.id) in promised()
    send_digest(person_id=ada.id)
    send_digest(person_id=ada.id)
    assert len(letters()) == 1


def test_all_digests_are_promised_once_some_at_a_time(ada, bea, idea, monkeypatch):
    monkeypatch.setattr(queries, "MOST_DIGESTS", 1)
    choose_pace(ada, Pace.DAILY)
    choose_pace(bea, Pace.DAILY)
    note_news([ada.id, bea.id], Kind.LETTER, None, 1, subject="News", path="/")
    set_clock(offset=timedelta(days=1, minutes=1))
    for _again in range(2):
        tick_digests()

    digests = [person_id for name, person_id in promised() if name == "send_digest"]
    assert digests == sorted({ada.id, bea.id})


def test_a_weekly_digest_waits_a_week(ada, bea, idea):
    choose_pace(ada, Pace.WEEKLY)
    say(bea, idea)
    set_clock(offset=timedelta(days=6))
    tick_digests()

    assert ("send_digest", ada.id) not in promised()


def test_who_wants_no_letters_gets_none_and_finds_the_news_on_the_site(ada, bea, idea):
    choose_pace(ada, Pace.NEVER)
    say(bea, idea)
    set_clock(offset=timedelta(days=9))
    tick_digests()
    send_digest(person_id=ada.id)

    assert letters() == []
    assert len(latest_news_for(ada, 10)) == 1
