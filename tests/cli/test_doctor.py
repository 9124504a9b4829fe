"""The doctor: says what ails in words, and nothing when all is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from consult.audit import Act, note_act, seal_acts
from consult.cli import doctor
from consult.cli.doctor import examine
from consult.kernel import limits
from consult.kernel.clock import now, set_clock
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.jobs import Outbox, Tick, revive_dead, tick
from consult.kernel.mail import deliver
from tests.meaning.conftest import answering


@pytest.fixture(autouse=True)
def _built(monkeypatch, tmp_path):
    (tmp_path / "manifest.json").write_text("{}")
    monkeypatch.setattr(doctor, "static_folder", lambda: tmp_path)


def ailments():
    db.forget()
    return {finding.about: finding.words for finding in examine() if not finding.well}


@pytest.fixture
def well(migrated_database):
    """An installation on which everything runs."""
    tick()
    return migrated_database


def promise():
    with db.transaction():
        deliver.later(letter_id=1)


def test_nothing_ails_where_all_is_well(well):
    assert ailments() == {}


def test_who_finds_by_meaning_is_asked_how_it_is(well):
    set_config(replace(well, near=True))
    assert "nobody answers" in ailments()["meaning"]

    for model, ails in (("use-multilingual-3", False), ("letters-tfidf-1", True)):
        state = {"model": model, "vectors": 3, "ready": True}
        with answering(well, lambda _question, state=state: state):
            assert ("meaning" in ailments()) == ails


def test_a_database_out_of_reach_is_told(well):
    db.connect("postgresql+psycopg://consult@127.0.0.1:1/consult?connect_timeout=2")
    assert "cannot be reached" in ailments()["database"]


def test_a_database_of_another_release_is_told(well):
    with db.transaction() as session:
        session.execute(text("DELETE FROM alembic_version"))
    assert "consult migrate" in ailments()["database"]


def test_work_that_waits_too_long_is_told(well):
    promise()
    assert ailments() == {}
    set_clock(offset=timedelta(minutes=6))
    assert "Is a worker running?" in ailments()["jobs"]


def test_work_that_was_given_up_is_told_until_it_is_tried_again(well):
    promise()
    with db.transaction() as session:
        session.execute(update(Outbox).values(failed_at=now(), last_error="TimeoutError in x"))
    assert "kernel.mail.deliver (1 times): TimeoutError in x" in ailments()["dead jobs"]

    assert revive_dead() == 1
    assert "dead jobs" not in ailments()


def test_a_ticker_that_stands_still_is_told(well):
    set_clock(offset=timedelta(minutes=6))
    assert "consult tick" in ailments()["regular tasks"]


def test_a_failing_regular_task_is_told(well):
    with db.transaction() as session:
        session.execute(update(Tick).where(Tick.id == 1).values(last_error="OSError in x"))
    assert "OSError in x" in ailments()["regular tasks"]


def test_acts_without_a_seal_are_told(well):
    with db.transaction():
        note_act(None, "close", None)
    set_clock(offset=timedelta(minutes=3))
    assert "wait for their seal" in ailments()["sealing"]


def test_a_changed_act_is_told(well):
    with db.transaction():
        note_act(None, "close", None)
    seal_acts()
    with db.transaction() as session:
        session.execute(update(Act).values(reason="another"))
    assert "seal 1 does not hold" in ailments()["log of acts"]


def test_a_dead_mail_server_is_told(well):
    set_config(replace(well, mail_url="smtp://127.0.0.1:1"))
    assert "does not answer" in ailments()["mail"]


def test_a_living_mail_server_is_told_too(well, mail_server):
    set_config(replace(well, mail_url=mail_server.url))
    assert "mail" not in ailments()


def test_a_missing_or_full_folder_is_told(well, monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "LEAST_BYTES", 10**18)
    assert "MB free" in ailments()["disk"]
    set_config(replace(well, data_dir=tmp_path / "missing"))
    assert "CONSULT_DATA_DIR" in ailments()["disk"]
    limits.dispose()


def test_a_front_end_that_was_not_built_is_told(well, monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "static_folder", lambda: tmp_path / "missing")
    assert "not built" in ailments()["front end"]
