"""Exports of Decidim, alone or packed: taken in once, with what is said of each, and let go."""

import io
import json
import zipfile

import pytest
from sqlalchemy import select

from consult.contributions import Channel, Contribution, State
from consult.discussion import Comment
from consult.exchange import Import, ImportState
from consult.kernel.db import db
from consult.kernel.jobs import run_due_jobs
from consult.sheets import place_of
from tests.decidim.exports import COMMENTS, DEBATE, DIALECTS, MEETING, MIDDLE, TODAY, written
from tests.makers import a_person

FILES = {
    "p.example-open-data-proposal_comments.csv": written(*COMMENTS),
    "p.example-open-data-debates.csv": written(DEBATE),
    "p.example-open-data-meetings.csv": written(MEETING),
    "p.example-open-data-proposals.csv": written(TODAY, MIDDLE | {"id": "13"}),
    "README.md": b"Open data",
}
DESK = "/processes/port/desk/imports"


def packed(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def named(source_id):
    query = select(Contribution).where(Contribution.source_id == source_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


@pytest.fixture
def run(command, port, tmp_path):
    """Take a file in from the command line; return what it tells as JSON."""

    def take(content, *more, name="export.zip"):
        path, out = tmp_path / name, tmp_path / "out.json"
        path.write_bytes(content)
        order = ("import", "decidim", path, "--process", "port", "--json", out, *more)
        done = command(*order)
        assert done.exit_code == 0, done.output
        db.session.rollback()  # what is read from here on is read anew
        return json.loads(out.read_text())

    return take


def told(report):
    return [report[name] for name in ("created", "changed", "unchanged", "refused")]


def test_an_archive_of_everything_comes_in_once(run):
    assert told(run(packed(FILES), "--dry-run")) == [6, 0, 0, 0]
    assert told(run(packed(FILES))) == [6, 0, 0, 0]
    assert told(run(packed(FILES))) == [0, 0, 6, 0]

    bench, meeting = named("proposals/12"), named("meetings/12")
    assert (bench.channel, meeting.channel) == (Channel.ONLINE, Channel.TABLE)
    assert meeting.source == "Parliamo di panchine.\n\nServono panchine."
    assert bench.evidence["supports"] == 41
    assert bench.evidence["outcome"] == "accepted"
    assert bench.evidence["answer"] == "Si fa nel 2022."
    assert (bench.comments, meeting.comments) == (2, 1)
    first, second = (
        db.session.scalars(select(Comment).where(Comment.source == words)).one()
        for words in ("Giusto.", "Not so sure.")
    )
    assert (second.parent_id, second.language) == (first.id, "en")
    assert [one.evidence["alignment"] for one in (first, second)] == ["for", "against"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_single_file_comes_in_whatever_its_dialect(run, dialect):
    assert told(run(written(DIALECTS[dialect]), name="proposals.csv")) == [1, 0, 0, 0]

    bench = named("proposals/12")
    assert (bench.title, bench.state) == ("Una panchina all'ombra", State.PUBLISHED)
    assert bench.language == "it"


def test_a_row_that_cannot_come_is_told_with_its_file(run):
    bad = MEETING | {"start_time": "2999-01-01 10:00:00 UTC"}
    report = run(packed({"meetings.csv": written(bad), "comments.csv": written(*COMMENTS)}))

    assert told(report) == [0, 0, 0, 4]
    assert report["refusals"][0]["file"] == "meetings.csv"
    assert "a day to come" in report["refusals"][0]["reason"]
    assert "proposals/12" in report["refusals"][1]["reason"]


@pytest.fixture
def desk(port, browser):
    with db.transaction():
        boss = a_person("Fabio", is_administrator=True)
    return browser.sign_in(boss)


def send(desk, content, name="export.zip"):
    return desk.post(DESK, kind="decidim", file=(io.BytesIO(content), name))


def states():
    db.session.rollback()
    return db.session.scalars(select(Import.state).order_by(Import.id)).all()


def test_an_archive_goes_all_the_way_and_back_at_the_desk(desk):
    assert send(desk, packed(FILES)).location == f"{DESK}/1/columns"
    page = desk.get(f"{DESK}/1/columns")
    assert "Una panchina" in page.text("table")
    assert "In the same archive" in page.text()
    again = desk.post(f"{DESK}/1/columns", languages="it,en")
    assert again.location == f"{DESK}/1/columns"

    desk.post(f"{DESK}/1/columns", languages="it", begin="yes")
    assert states() == [ImportState.RUNNING] * 3
    run_due_jobs(outside=True)
    assert states() == [ImportState.DONE] * 3
    address = f"/processes/port/ideas/{named('proposals/12').code}"
    assert "Answered there" in desk.get(address).text()

    desk.post(f"{DESK}/3/undoing", f"{DESK}/3")
    run_due_jobs(outside=True)
    assert states() == [ImportState.DONE, ImportState.DONE, ImportState.UNDONE]  # what came before
    desk.post(f"{DESK}/1/undoing", f"{DESK}/1")
    run_due_jobs(outside=True)
    assert states() == [ImportState.UNDONE] * 3
    assert db.session.scalars(select(Contribution.id)).all() == []


def test_what_holds_no_export_or_is_no_archive_is_told_beside_it(desk):
    empty = send(desk, packed({"debates.csv": written(DEBATE), "x.txt": b""}))
    assert empty.status == 422
    assert "debates.csv" in empty.text()
    assert "torn" in send(desk, packed(FILES)[:-40]).text()
    assert "torn" in send(desk, b"PK\x03\x04 no archive").text()
    assert "first line names the columns" in send(desk, b"").text()


def test_what_follows_a_file_that_is_gone_waits_for_a_person(desk):
    send(desk, packed(FILES))
    desk.post(f"{DESK}/1/columns", languages="it", begin="yes")
    db.session.rollback()
    place_of(db.session.get(Import, 1).sha256).unlink()
    run_due_jobs(outside=True)

    assert states() == [ImportState.FAILED, ImportState.PREPARED, ImportState.PREPARED]
