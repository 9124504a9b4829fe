"""The desk: a file is looked at, its columns said, taken in by a job, reported on and let go."""

import os
from io import BytesIO

import pytest

from consult.exchange import Import, ImportState
from consult.exchange.commands import find_profile, start_import
from consult.exchange.jobs import sweep_imports
from consult.exchange.models import Kind
from consult.exchange.policy import OPERATOR
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.jobs import run_due_jobs
from consult.processes import get_process
from consult.sheets import place_of
from tests.makers import a_person

DESK = "/processes/port/desk/imports"
ROWS = (
    b"id,title,body,district,date\n1,Bench,Here,North,01/02/2016\n2,Tram,There,South,99/99/2016\n"
)


@pytest.fixture
def desk(port, browser):
    """The desk of an administrator."""
    with db.transaction():
        boss = a_person("Fabio", is_administrator=True)
    return browser.sign_in(boss)


def send(desk, content=ROWS, name="rows.csv"):
    return desk.post(DESK, kind="contributions", file=(BytesIO(content), name))


def the_import():
    db.session.rollback()
    return db.session.get(Import, 1)


def test_a_file_goes_all_the_way_and_back(desk, browser):
    sent = send(desk)
    assert (sent.status, sent.location) == (303, f"{DESK}/1/columns")
    page = desk.get(f"{DESK}/1/columns")
    assert page.value("title") == "title"
    assert page.value("area") == "district"
    assert "Bench" in page.text("table")
    assert "no date" in page.text("table")

    began = desk.post(f"{DESK}/1/columns", languages="en", profile="mine", begin="yes")
    assert began.location == f"{DESK}/1"
    assert "Read up to row 0 of 3" in desk.get(f"{DESK}/1").text()
    with pytest.raises(RefusedError, match="begun already"):
        start_import(OPERATOR, db.session.get(Import, 1), get_process("port", None))
    run_due_jobs(outside=True)

    assert the_import().state is ImportState.DONE
    assert find_profile("mine", Kind.CONTRIBUTIONS).columns["@area"] == "district"
    page = desk.get(f"{DESK}/1")
    assert "no date" in page.text("table")
    report = desk.fetch(f"{DESK}/1/refusals")
    assert report.text.startswith("row,reason\r\n3,")
    assert "attachment" in report.headers["Content-Disposition"]
    assert "Bench" in browser.get("/processes/port/ideas").text()

    assert desk.post(f"{DESK}/1/undoing", f"{DESK}/1").location == f"{DESK}/1"
    run_due_jobs(outside=True)
    assert "Taken out again: 1" in desk.get(f"{DESK}/1").text()


def test_what_is_no_file_or_does_not_fit_is_told_beside_it(desk):
    assert "Choose a file" in desk.post(DESK, kind="contributions").text()
    assert "first line names the columns" in send(desk, b"\n").text()
    send(desk)
    wrong = desk.post(f"{DESK}/1/columns", title="", body="", languages="en")
    assert wrong.status == 422
    assert "title / body" in wrong.text()
    assert desk.get(f"{DESK}/1/columns?profile=none").status == 422


def test_a_file_that_is_gone_stops_its_import_in_words(desk):
    send(desk)
    desk.post(f"{DESK}/1/columns", languages="en", begin="yes")
    place_of(the_import().sha256).unlink()
    run_due_jobs(outside=True)

    assert the_import().state is ImportState.FAILED
    assert "send it again" in desk.get(f"{DESK}/1").text()


def test_a_file_that_waits_stays_and_one_that_was_taken_in_is_swept(desk):
    send(desk)
    path = place_of(the_import().sha256)
    os.utime(path, (0, 0))
    sweep_imports()
    assert path.exists()

    the_import().state = ImportState.DONE
    db.end_write(keep=True)
    sweep_imports()
    assert not path.exists()


def test_the_desk_is_the_planners(port, browser):
    with db.transaction():
        ada = a_person("Ada")
    assert browser.get(DESK).status == 303
    assert browser.sign_in(ada).get(DESK).status == 403
