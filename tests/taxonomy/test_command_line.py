"""`consult plan load` takes in a plan, or says all that is wrong with it."""

from click.testing import CliRunner

from consult.kernel.db import db
from consult.taxonomy import get_cycle
from consult.taxonomy.cli import plan
from tests.taxonomy.plans import a_copy, changed


def run(*words):
    db.end_write(keep=True)
    db.forget()
    return CliRunner().invoke(plan, ["load", *map(str, words)])


def test_a_plan_is_loaded_from_its_folder(database, tmp_path):
    answer = run(a_copy(tmp_path))

    assert answer.exit_code == 0, answer.output
    assert "A lagoon that stays inhabited" in answer.output
    assert "6" in answer.output
    assert get_cycle("tern-2031").to_year == 2034


def test_every_fault_is_printed_and_nothing_is_kept(database, tmp_path):
    changed(tmp_path, "shape: square", "shape: star")
    folder = changed(tmp_path, "letters: LE", "letters: WI")

    answer = run(folder)

    assert answer.exit_code == 1
    assert "themes[2].shape" in answer.output
    assert "zones[2].letters" in answer.output


def test_a_folder_that_is_not_there_is_refused(database, tmp_path):
    assert run(tmp_path / "nowhere").exit_code == 2
