"""A room imports only what is below it, and enters another room only by its front door."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.house.sources import CONSULT, ROOT, imports, kind_of, modules, name_of, rooms

KNOW_NO_WEB = ("models", "queries", "policy", "commands")
WEB = ("flask", "flask_babel", "flask_login", "flask_wtf", "werkzeug", "wtforms")
OPEN_INSIDE = {"kernel", "analysis"}  # their modules are their doors
ENTRANCE = {"app", "cli", "migrating", "rooms", "__main__"}  # may ask each room for its `room`


def test_a_room_imports_only_what_is_below_it():
    linter = Path(sys.executable).with_name("lint-imports")
    verdict = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert verdict.returncode == 0, verdict.stdout


def test_a_room_is_entered_only_by_its_front_door():
    graph = grimp.build_graph("consult", cache_dir=None)
    trespasses = [
        f"{importer} enters {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if is_trespass(importer.split("."), imported.split("."))
    ]

    assert not sorted(trespasses)


def is_trespass(importer, imported):
    """Whether a module enters another room by its inside; both are split at their dots."""
    home, room, inner = importer[1:2], imported[1:2], imported[2:]
    closed = {room.name for room in rooms()} - OPEN_INSIDE
    if home == room or not inner or not closed.intersection(room):
        return False
    return not (ENTRANCE.intersection(home) and inner == ["room"])


@pytest.mark.parametrize("kind", KNOW_NO_WEB)
def test_the_inside_of_a_room_knows_no_web(kind):
    found = [
        f"{name_of(path)}:{line} imports {imported}"
        for path in modules()
        if kind_of(path) == kind and CONSULT / "kernel" not in path.parents
        for imported, line in imports(path)
        if imported.split(".")[0] in WEB
    ]

    assert not found


def test_the_cellar_knows_nothing_but_its_arguments():
    known = {*sys.stdlib_module_names, "numpy", "scipy", "sklearn", "threadpoolctl"}
    found = [
        f"{name_of(path)}:{line} imports {imported}"
        for path in modules()
        if CONSULT / "analysis" in path.parents
        for imported, line in imports(path)
        if imported.split(".")[0] not in known and not imported.startswith("consult.analysis")
    ]

    assert not found
