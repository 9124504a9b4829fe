"""The command line: a consultation with its own words, a file tried, taken in, and let go."""

import json

from consult.processes import current_process, get_process
from tests.exchange.conftest import PROPOSALS
from tests.makers import a_process

COLUMNS = ("--map", "source_id=id", "--map", "title=what", "--map", "body=why")


def test_a_file_is_tried_taken_in_and_let_go(command, browser, file_of, tmp_path):
    a_process()
    made = command("process", "new", "port", "--title", "The port", "--own-vocabulary")
    assert made.output == "The consultation is at /processes/port.\n"
    path, out = file_of([row | {"on": "Sea"} for row in PROPOSALS]), tmp_path / "out.json"
    order = ("import", "csv", path, "--process", "port", "--json", out)

    assert command(*order, *COLUMNS, "--theme", "on", "--dry-run").exit_code == 0
    assert json.loads(out.read_text())["created"] == 3
    assert command(*order, *COLUMNS, "--theme", "on", "--profile", "mine").exit_code == 0
    first = json.loads(out.read_text())
    assert {key: first[key] for key in ("created", "changed", "unchanged", "refused")} == {
        "created": 3,
        "changed": 0,
        "unchanged": 0,
        "refused": 0,
    }
    assert (
        first.keys()
        == {*first}
        == {*("created", "changed", "unchanged", "refused", "refusals", "seconds", "peak_mb")}
    )
    assert isinstance(first["peak_mb"], int)
    assert command(*order, "--profile", "mine").exit_code == 0
    assert json.loads(out.read_text())["unchanged"] == 3

    page = browser.get("/processes/port/ideas")
    assert "A bench" in page.text()
    assert "Sea" in page.text()
    assert current_process().slug == "plan"

    assert "Taken out: 3." in command("import", "undo", "1", "--yes").output
    assert "A bench" not in browser.get("/processes/port/ideas").text()


def test_what_cannot_be_is_refused_in_words(command, file_of):
    path = file_of(PROPOSALS)
    for words, *order in (
        ("no such consultation", "csv", path, "--process", "none", *COLUMNS),
        ("no such import", "undo", "77", "--yes"),
    ):
        told = command("import", *order)
        assert told.exit_code == 1
        assert words in told.output
    assert command("process", "new", "port", "--title", "A").exit_code == 0
    assert "has this address" in command("process", "new", "port", "--title", "A").output
    assert "title" in command("process", "new", "other", "--title", " ").output
    assert get_process("port", None).cycle_id == current_process().cycle_id
    assert (
        "no column"
        in command("import", "csv", path, "--process", "port", "--map", "title=x").output
    )
