"""The desk of files and reports, and the page on which coders settle where they part."""

import io
from io import BytesIO

import pytest

from consult.kernel.db import db
from consult.refi import Code, Codebook, guid_of, read_project, written_codebook
from tests.qda.coding import WORDS
from tests.qda.conftest import World

DESK = "/processes/port/desk/research"


@pytest.fixture
def parted(browser):
    """Two coders part on one passage, and agree on another; another interview has one coder."""
    with db.transaction():
        world = World()
        bus, rain = world.code("Bus"), world.code("Pioggia")
        world.mark(world.ada, bus, "bus è raro")
        world.mark(world.bruno, bus, "bus è raro")
        world.mark(world.ada, rain, "piove")
        world.mark(world.ada, rain, "piove", interview=world.alone)
    return world


def test_files_and_reports_are_handed_out_to_who_codes(parted, browser):
    desk = browser.sign_in(parted.ada)
    page = desk.get(DESK)
    assert "Pioggia" in page.text()

    project = desk.fetch(f"{DESK}/project")
    assert project.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in project.headers["Cache-Control"]
    assert "ETag" not in project.headers
    assert read_project(project.data).project.texts[0].words == WORDS
    for name in ("codebook", "passages"):
        assert "Bus" in desk.fetch(f"{DESK}/{name}").text
    code = parted.interview.code
    for name in (f"interviews/{code}/reports/docx", "codes/1/reports/odt", "codes/2/reports/docx"):
        assert desk.fetch(f"{DESK}/{name}").status_code == 200
    assert desk.get(f"{DESK}/codes/99/reports/odt").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/project",
        "/passages",
        "/codes/1/reports/docx",
        "/interviews/{code}/reports/odt",
        "/interviews/{code}/agreement",
    ],
)
def test_nobody_else_gets_any_of_it(parted, browser, path):
    path = path.format(code=parted.interview.code)

    page = browser.sign_in(parted.stranger).get(f"{DESK}{path}")

    assert page.status in {403, 404}
    assert "piove" not in page.text()


def test_coders_see_where_they_part_and_settle_it(parted, browser):
    desk = browser.sign_in(parted.ada)
    place = f"{DESK}/interviews/{parted.interview.code}/agreement"

    page = desk.get(place)
    assert "Krippendorff" in page.text("table")
    assert "piove" in page.text("#code-2")
    assert page.soup.select_one("#code-1") is None
    assert desk.post(f"{place}/settlements", place, marks="3; drop", stands="no").status == 404
    assert desk.post(f"{place}/settlements", place, marks="999", stands="no").status == 404
    sent = {"code_id": "2", "marks": "3", "stands": "no"}
    assert desk.post(f"{place}/settlements", place, **sent).status == 303

    page = desk.get(place)
    assert "do not part anywhere" in page.text()
    assert desk.get(f"{place}?first=1&second=99").status == 400


def test_one_coder_alone_has_no_agreement(parted, browser):
    page = browser.sign_in(parted.ada).get(f"{DESK}/interviews/{parted.alone.code}/agreement")

    assert "Two people have to code" in page.text()


def test_a_codebook_comes_in_and_what_is_none_is_told_beside_the_file(parted, browser):
    desk = browser.sign_in(parted.ada)
    book = written_codebook(Codebook((Code(guid_of("a"), "Acqua"),)))

    assert desk.post(DESK, file=(BytesIO(book), "book.qdc")).status == 303
    assert "Acqua" in desk.get(DESK).text()
    wrong = desk.post(DESK, file=(io.BytesIO(b"<a/>"), "book.qdc"))
    assert wrong.status == 422
    assert "no codebook" in wrong.text("#file-error")
    assert "Choose a file" in desk.post(DESK).text()
