"""The pages of open data, and taking a file from the site or from the command line."""

import pytest
from click.testing import CliRunner

from consult.cli import program
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.opendata import downloads
from consult.processes import State
from tests.makers import a_municipality, a_process, an_idea

PAGE = "/processes/plan/data"


def test_the_files_are_told_of_and_taken(browser, ada, process):
    an_idea(ada, process, title="A bench", published=True)
    an_idea(ada, process, title="Waiting")

    page = browser.get("/processes/plan/ideas?q=bench")
    assert page.links()["Download these"] == f"{PAGE}?q=bench"
    assert "matches the filters" in browser.get(f"{PAGE}?q=bench").text("main")
    page = browser.get(PAGE)
    assert "1 row" in page.text("main")
    assert "CC BY 4.0" in page.text("main")
    assert "elsewhere_url" in browser.get(f"{PAGE}/dictionary").text("#contributions")

    file = browser.get(f"{PAGE}/contributions.csv")
    assert file.html.count("\r\n") == 2
    assert "A bench" in file.html
    assert 'filename="plan-contributions-' in file.headers["Content-Disposition"]
    assert 'rel="license"' in file.headers["Link"]
    assert ";title;" in browser.get(f"{PAGE}/contributions.csv?separator=semicolon").html
    place = a_municipality(1).slug
    assert "A bench" not in browser.get(f"{PAGE}/contributions.csv?municipality={place}").html
    assert '"features":[' in browser.get(f"{PAGE}/places.geojson").html
    for wrong, status in (
        ("nothing.csv", 404),
        ("links.geojson", 404),
        ("places.json?separator=comma", 400),
        ("links.csv?separator=dot", 400),
        ("links.csv?zone=nowhere", 400),
        ("links.csv?color=red", 400),
    ):
        assert browser.get(f"{PAGE}/{wrong}").status == status, wrong


def test_a_file_that_is_as_it_was_is_not_sent_again(browser, app, database, ada, process):
    an_idea(ada, process, published=True)
    db.end_write(keep=True)
    client, address = app.test_client(), f"{PAGE}/contributions.json"
    first = client.get(address, base_url=database.base_url)
    assert first.status_code == 200, first.get_data(as_text=True)
    asked = {"If-None-Match": first.headers["ETag"]}

    assert client.get(address, base_url=database.base_url, headers=asked).status_code == 304
    other = client.get(f"{PAGE}/links.json", base_url=database.base_url, headers=asked)
    assert other.status_code == 200
    # A date alone tells nothing: what is hidden moves none.
    asked = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(address, base_url=database.base_url, headers=asked).status_code == 200
    head = client.head(address, base_url=database.base_url)
    assert (head.status_code, head.data) == (200, b"")


def test_downloads_leave_the_server_to_others(app, database, process, browser):
    db.end_write(keep=True)
    client, address = app.test_client(), f"{PAGE}/nodes.csv"
    held = [
        client.get(address, base_url=database.base_url) for _one in range(downloads.MOST_AT_ONCE)
    ]
    refused = browser.get(address)
    assert (refused.status, refused.headers["Retry-After"]) == (429, "30")

    for answer in held:
        answer.close()
    assert browser.get(address).status == 200


def test_who_reads_too_slowly_is_let_go(browser, monkeypatch):
    monkeypatch.setattr(downloads, "LONGEST_SECONDS", -1)
    with pytest.raises(downloads.TooSlowError):
        list(downloads.bounded(iter([b"a"]), downloads.take_place("somebody")))
    downloads.take_place("somebody").leave()


def test_the_command_writes_the_same_files(browser, database, ada, process, monkeypatch, tmp_path):
    monkeypatch.setattr(program, "set_up_logs", lambda **_: None)
    idea = an_idea(ada, process, title="=A bench", published=True)
    a_process("draft", state=State.DRAFT)
    served, code = browser.get(f"{PAGE}/contributions.csv"), idea.code
    out = tmp_path / "out.csv"

    def run(*order):
        set_config(database)
        return CliRunner().invoke(program.main, ["export", *order])

    assert run("contributions", "--process", "plan", "--out", str(out)).exit_code == 0
    assert out.read_bytes().decode() == served.html
    told = run("contributions", "--process", "plan", "--format", "json", "--only", "q=bench")
    assert code in told.stdout
    for words, *order in (
        ("no such consultation", "links", "--process", "draft"),
        ("no such file", "links", "--process", "plan", "--format", "geojson"),
        ("no filter", "links", "--process", "plan", "--only", "colour=red"),
    ):
        told = run(*order)
        assert told.exit_code == 1
        assert words in told.output
