"""Letters: in the reader's language, whole, sent after the transaction, never by a page."""

from __future__ import annotations

import smtplib
import socket
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from jinja2 import DictLoader
from sqlalchemy import select

from consult.kernel import mail
from consult.kernel.clock import set_clock
from consult.kernel.config import current_config, set_config
from consult.kernel.db import db
from consult.kernel.jobs import Outbox, job, run_due_jobs

TEMPLATES = {
    "plain.txt": """
Subject: {% trans %}Sign in{% endtrans %}: {{ title }}

Ciao {{ name }},
è qui.
""",
    "headless.txt": "Good morning\n",
}


@job(urgent=True)
def write_to(*, to: str, title: str) -> None:
    mail.send(to, "plain.txt", "it", title=title, name="Ada & Bruno")


@pytest.fixture(autouse=True)
def _templates(monkeypatch):
    environment = mail._environment()
    monkeypatch.setattr(environment, "loader", DictLoader(TEMPLATES))
    monkeypatch.setattr(environment, "cache", None)


@pytest.fixture
def posting(bare_database, mail_server):
    """An installation with a mail server."""
    set_config(replace(bare_database, demo=False, mail_url=mail_server.url))
    return mail_server


def write(to="ada@example.org", title="Un'idea"):
    with db.transaction():
        write_to.later(to=to, title=title)


def outbox():
    db.forget()
    return db.session.scalars(select(Outbox).order_by(Outbox.id)).all()


def letters():
    db.forget()
    return db.session.scalars(select(mail.Letter)).all()


def test_a_letter_arrives_whole(posting):
    write()
    run_due_jobs(outside=True)

    (letter,) = posting.letters
    assert letter["To"] == "ada@example.org"
    assert letter["From"] == "consult@example.org"
    assert letter["Subject"].endswith(": Un'idea")
    assert letter.get_content().splitlines() == ["Ciao Ada & Bruno,", "è qui."]
    assert letter["Message-ID"].endswith("@127.0.0.1>")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letters() == []


def test_a_letter_is_in_the_language_of_its_reader(bare_database):
    english, _ = mail.write("plain.txt", "en", {"title": "x", "name": "Ada"})

    assert english == "Sign in: x"


def test_a_letter_carries_the_way_out(posting):
    with db.transaction():
        mail.send(
            "ada@example.org",
            "plain.txt",
            "it",
            unsubscribe_url="https://example.org/out",
            title="x",
            name="Ada",
        )
    run_due_jobs(outside=True)

    (letter,) = posting.letters
    assert letter["List-Unsubscribe"] == "<https://example.org/out>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_no_title_makes_a_header(posting, break_):
    write(title=f"Hello{break_}Bcc: everyone@example.org")
    run_due_jobs(outside=True)

    (letter,) = posting.letters
    assert letter["Bcc"] is None
    assert letter.keys().count("Subject") == 1


@pytest.mark.parametrize(
    "to",
    [
        "ada@example.org\nBcc: eve@example.org",
        "ada@example.org, eve@example.org",
        "ada",
        "",
        "Ada <ada@example.org>",
    ],
)
def test_a_letter_goes_to_one_plain_address(bare_database, to):
    with pytest.raises(ValueError, match="one plain address"), db.transaction():
        mail.send(to, "plain.txt", "it", title="x", name="Ada")


def test_a_template_says_its_subject_first(bare_database):
    with pytest.raises(ValueError, match="Subject"):
        mail.write("headless.txt", "it", {})


def test_the_demo_shows_its_letters_and_sends_none(bare_database):
    write()
    run_due_jobs()

    shown = db.session.scalars(select(mail.DemoLetter)).one()
    assert (shown.to, shown.template) == ("ada@example.org", "plain.txt")
    assert letters() == []


def test_a_letter_outlives_a_dead_mail_server(posting):
    posting.stop()
    write()
    run_due_jobs()
    with pytest.raises(ConnectionRefusedError):
        run_due_jobs(outside=True)
    assert len(letters()) == 1

    posting.start()
    set_clock(offset=timedelta(seconds=11))
    run_due_jobs(outside=True)
    assert len(posting.letters) == 1
    assert letters() == []


def test_a_tried_letter_keeps_its_identity(posting):
    posting.answer = "451 come back later"
    write()
    with pytest.raises(smtplib.SMTPDataError):
        run_due_jobs(outside=True)
    identity = letters()[0].message_id

    posting.answer = "250 OK"
    set_clock(offset=timedelta(seconds=11))
    run_due_jobs(outside=True)
    assert posting.letters[0]["Message-ID"] == identity


def test_what_the_server_refuses_for_good_is_not_tried_again(posting):
    posting.answer = "554 no such person"
    write()
    run_due_jobs(outside=True)

    assert letters() == []
    assert all(row.done_at for row in outbox())


def test_an_urgent_job_writes_urgent_letters(posting):
    write()
    run_due_jobs()

    assert [row.urgent for row in outbox()] == [True, True]


def test_a_server_that_hangs_holds_no_transaction(posting, monkeypatch):
    monkeypatch.setattr(mail, "PATIENCE_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        set_config(
            replace(current_config(), mail_url=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        )
        write()
        run_due_jobs()
        began = time.monotonic()
        with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
            run_due_jobs(outside=True)

    assert time.monotonic() - began < 3
    assert len(letters()) == 1


def test_letters_nobody_waits_for_are_forgotten(posting):
    write()
    run_due_jobs()
    set_clock(offset=timedelta(days=8))
    with db.transaction():
        mail.forget_unsent_letters()

    assert letters() == []


def test_an_address_of_a_mail_server_that_makes_no_sense_is_refused(bare_database):
    set_config(replace(bare_database, mail_url="http://mail.example.org"))

    with pytest.raises(ValueError, match="CONSULT_MAIL_URL"):
        mail.greet_server()


def test_a_server_answers_a_greeting(posting):
    mail.greet_server()


def test_the_parts_of_a_mail_address_are_read():
    at = mail._address("smtp://us%40er:p%2Fw@mail.example.org?starttls=1")

    assert (at.host, at.port, at.user, at.password) == ("mail.example.org", 587, "us@er", "p/w")
    assert at.starttls
    assert mail._address("smtps://mail.example.org").port == 465
