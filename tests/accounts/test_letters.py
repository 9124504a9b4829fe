"""The letter with the code."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from consult.accounts.codes import code_for
from consult.accounts.commands import ask_for_code
from consult.accounts.jobs import forget_ended_sign_ins, mail_code
from consult.accounts.models import SignInCode
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.mail import Letter


def asked(language="en"):
    return ask_for_code("ada@example.org", language=language, next_path="/", network="192.0.2.7")


def letters():
    return db.session.scalars(select(Letter)).all()


def test_the_letter_holds_the_digits_and_a_link_that_fills_them_in(database):
    code = asked()

    mail_code(challenge=code.challenge)

    digits = code_for(code.challenge, "ada@example.org")
    (letter,) = letters()
    assert letter.to == "ada@example.org"
    assert digits in letter.subject
    assert f"http://127.0.0.1:8000/sign-in/{code.challenge}?code={digits}" in letter.body


def test_the_letter_is_in_the_language_of_the_page_it_was_asked_on(database):
    mail_code(challenge=asked("it").challenge)

    assert letters()[0].language == "it"


def test_no_letter_goes_out_for_a_code_of_no_more_use(database):
    used, late = asked(), asked()
    used.consumed_at = now()
    late.expires_at = now()
    db.session.flush()

    for challenge in (used.challenge, late.challenge, "unknown"):
        mail_code(challenge=challenge)

    assert letters() == []


def test_codes_are_forgotten_after_a_day(database):
    asked()
    set_clock(offset=timedelta(days=1, hours=1))
    kept = asked()

    forget_ended_sign_ins()

    assert db.session.scalars(select(SignInCode)).all() == [kept]
