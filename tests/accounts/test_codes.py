"""Asking for a code and signing in with it, as rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from consult.accounts import Person, SignIn, person_by_email
from consult.accounts.codes import code_for
from consult.accounts.commands import (
    Browser,
    CodeEndedError,
    WrongCodeError,
    ask_for_code,
    check_code,
    meet,
    meeting,
    sign_in_with_code,
)
from consult.accounts.models import SignInCode, email_key
from consult.accounts.queries import live_sign_in
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import RefusedError, TooManyError
from consult.kernel.jobs import Outbox
from tests.makers import a_person

NETWORK = "192.0.2.7"
PHONE = Browser("before", "after", "Firefox", "Android")


def asked(email="new@example.org", next_path="/", network=NETWORK):
    return ask_for_code(email, language="en", next_path=next_path, network=network)


def right(code):
    return code_for(code.challenge, email_key(code.email))


def wrong(code):
    return f"{(int(right(code)) + 1) % 10**6:06}"


def tried(code, digits, visit_hash="before"):
    return check_code(code.challenge, digits, visit_hash=visit_hash, network=NETWORK)


def test_the_right_digits_sign_in_and_make_the_person(database):
    code = asked("New@Example.org")

    opened = sign_in_with_code(tried(code, right(code)), PHONE)

    assert opened.person.email == "New@Example.org"
    assert opened.browser_words == "Firefox on Android"
    assert live_sign_in("after", now()) is opened
    assert person_by_email("new@example.ORG") is opened.person


def test_a_known_person_is_found_whatever_the_capitals(ada):
    code = asked("ADA@example.org")

    assert sign_in_with_code(tried(code, right(code)), PHONE).person is ada


def test_asking_leaves_the_same_rows_for_known_and_unknown(ada):
    asked(ada.email)
    asked("stranger@example.org")

    letters = db.session.scalars(select(Outbox).where(Outbox.name.endswith("mail_code"))).all()
    assert len(letters) == 2
    assert person_by_email("stranger@example.org") is None


def test_the_digits_are_kept_in_no_table(database):
    code = asked()

    kept = {str(value) for value in vars(code).values()}
    queued = db.session.scalars(select(Outbox)).all()
    assert right(code) not in " ".join(kept)
    assert all(right(code) not in str(job.arguments) for job in queued)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@localhost",
        "ada@example.org, bruno@example.org",
        "ada@example.org\nBcc: all@example.org",
        "a" * 250 + "@example.org",
        "ada@-example.org",
    ],
)
def test_what_is_no_address_is_refused_beside_its_field(database, typed):
    with pytest.raises(RefusedError) as refusal:
        asked(typed)

    assert refusal.value.field == "email"


def test_an_unknown_language_becomes_the_first(database):
    code = ask_for_code("new@example.org", language="xx", next_path="/", network=NETWORK)

    assert code.language == "it"


def test_a_path_that_leads_elsewhere_is_not_kept(database):
    assert asked(next_path="//evil.example").next_path == "/"


def test_one_mailbox_gets_six_codes_in_half_an_hour(database):
    for _time in range(6):
        asked("flooded@example.org")

    with pytest.raises(TooManyError, match="minutes") as refusal:
        asked("Flooded@Example.org")

    assert refusal.value.retry_after > 60
    asked("another@example.org")


def test_a_room_of_forty_phones_signs_in_behind_one_address(database):
    for number in range(40):
        asked(f"phone{number}@example.org")


def test_a_network_that_asks_for_hundreds_of_codes_is_slowed(database):
    set_clock(rate=0)
    for number in range(80):
        asked(f"someone{number}@example.org")
    with pytest.raises(TooManyError):
        asked("one.more@example.org")

    asked("neighbour@example.org", network="198.51.100.1")


def test_six_wrong_codes_end_the_challenge_even_for_the_right_one(database):
    code = asked()
    for _time in range(5):
        with pytest.raises(WrongCodeError):
            tried(code, wrong(code))
    with pytest.raises(CodeEndedError, match="Too many"):
        tried(code, wrong(code))

    with pytest.raises(CodeEndedError):
        tried(code, right(code))


def test_wrong_codes_count_though_the_answer_is_rolled_back(database):
    code = asked()
    db.end_write(keep=True)
    for _time in range(6):
        db.begin_write()
        with pytest.raises((WrongCodeError, CodeEndedError)):
            tried(code, wrong(code))
        db.end_write(keep=False)
    db.begin_write()

    with pytest.raises(CodeEndedError):
        tried(code, right(code))


def test_the_person_reads_how_many_tries_are_left(database):
    code = asked()

    with pytest.raises(WrongCodeError, match="5") as refusal:
        tried(code, wrong(code))

    assert refusal.value.field == "code"


def test_a_network_that_tries_hundreds_of_codes_is_slowed(database):
    set_clock(rate=0)
    for _time in range(160):
        with pytest.raises(CodeEndedError):
            check_code("unknown", "000000", visit_hash="", network=NETWORK)

    with pytest.raises(TooManyError):
        check_code("unknown", "000000", visit_hash="", network=NETWORK)


def test_a_code_of_half_an_hour_ago_opens_nothing(database):
    code = asked()
    set_clock(offset=timedelta(minutes=30))

    with pytest.raises(CodeEndedError):
        tried(code, right(code))


def test_a_code_works_once(database):
    code = asked()
    sign_in_with_code(tried(code, right(code)), PHONE)

    with pytest.raises(CodeEndedError):
        tried(code, right(code), visit_hash="another browser")


def test_a_double_click_signs_in_again_in_place_of_the_first(database):
    code = asked()
    sign_in_with_code(tried(code, right(code)), PHONE)

    sign_in_with_code(
        tried(code, right(code)), Browser("before", "after the second click", "Firefox", "Android")
    )

    assert live_sign_in("after", now()) is None
    assert live_sign_in("after the second click", now()) is not None


def test_a_double_click_a_minute_later_is_a_second_use(database):
    code = asked()
    sign_in_with_code(tried(code, right(code)), PHONE)
    set_clock(offset=timedelta(seconds=61))

    with pytest.raises(CodeEndedError):
        tried(code, right(code))


def test_the_second_click_must_know_the_code_too(database):
    code = asked()
    sign_in_with_code(tried(code, right(code)), PHONE)

    with pytest.raises(WrongCodeError):
        tried(code, wrong(code))


def test_signing_in_again_ends_what_the_browser_was_signed_in_as(ada):
    first = asked()
    sign_in_with_code(tried(first, right(first)), PHONE)
    second = asked(ada.email)

    sign_in_with_code(
        tried(second, right(second), "after"), Browser("after", "later", "Firefox", "Android")
    )

    assert live_sign_in("after", now()) is None
    opened = live_sign_in("later", now())
    assert opened is not None
    assert opened.person is ada


def test_two_browsers_that_arrive_at_once_meet_one_person(database, monkeypatch):
    there_already = a_person("Gina")
    answers = iter([None, there_already])
    monkeypatch.setattr(meeting, "person_by_email", lambda _email: next(answers))

    assert meet(there_already.email) is there_already
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1


def test_a_person_who_can_be_neither_found_nor_made_is_a_fault(database, monkeypatch):
    there_already = a_person("Gina")
    monkeypatch.setattr(meeting, "person_by_email", lambda _email: None)

    with pytest.raises(IntegrityError):
        meet(there_already.email)


def test_a_new_code_does_not_end_the_one_before(database):
    first, second = asked(), asked()

    sign_in_with_code(tried(first, right(first)), PHONE)

    assert db.session.get_one(SignInCode, second.id).consumed_at is None
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 1
