"""Every file says its duty, stays small, and has a name that says what it holds."""

import re

import pytest

from tests.house.sources import CONSULT, ROOT, files, modules, name_of, rooms

SAYS_ITS_DUTY = {
    ".py": re.compile(r'"""\S'),
    ".html": re.compile(r"\{#"),
    ".xml": re.compile(r"\{#|<\?xml"),
    ".txt": re.compile(r"\{#|Subject: "),
    ".scss": re.compile(r"//|/\*"),
    ".js": re.compile(r"//|/\*"),
    ".mjs": re.compile(r"//|/\*"),
}
FOLDERS = ("benchmarks", "consult", "deploy", "frontend", "migrations", "templates", "tests")
LONGEST = {"consult": 300, "tests": 300, "benchmarks": 300, "frontend": 300, "templates": 150}
LARGEST_ROOM = 3_000
LARGEST_TOOL = 480  # dev.py is one file, so that a clone needs no package to start with
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "services", "service", "managers"}
CLASS_SAYS_NOTHING = re.compile(r"^class \w+(Manager|Helpers?|Service|Utils?)\b", re.MULTILINE)


def lines_of(path):
    return path.read_text().count("\n")


def test_the_first_line_of_each_file_says_its_duty():
    silent = [
        name_of(path)
        for folder in FOLDERS
        for path in files(folder, *SAYS_ITS_DUTY)
        if not path.name.startswith("access")
        and not SAYS_ITS_DUTY[path.suffix].match(path.read_text())
    ]

    assert not silent


def test_the_front_door_of_each_room_lists_what_it_hands_out():
    doors = {room.name: (room / "__init__.py").read_text() for room in rooms()}
    vague = [name for name, door in doors.items() if "import " in door and "__all__" not in door]

    assert not vague


@pytest.mark.parametrize("folder", LONGEST)
def test_files_stay_small(folder):
    suffixes = (*SAYS_ITS_DUTY, ".css")
    sizes = {name_of(path): lines_of(path) for path in files(folder, *suffixes)}

    assert {name: size for name, size in sizes.items() if size > LONGEST[folder]} == {}


def test_the_one_tool_stays_one_readable_file():
    assert lines_of(ROOT / "dev.py") <= LARGEST_TOOL


def test_a_room_that_grows_becomes_two():
    # The kernel is a floor, not a room: each package in it counts by itself.
    places = [*rooms(), *(path.parent for path in CONSULT.glob("kernel/*/__init__.py"))]
    sizes = dict.fromkeys(places, 0)
    for path in modules():
        own = [place for place in places if place in path.parents]
        if own:
            sizes[own[-1]] += lines_of(path)

    assert {name_of(place): size for place, size in sizes.items() if size > LARGEST_ROOM} == {}


def test_no_folder_module_or_class_has_a_name_that_says_nothing():
    inside = [
        path.relative_to(ROOT) for folder in FOLDERS for path in files(folder, ".py", ".html")
    ]
    places = [str(path) for path in inside if SAY_NOTHING & {*path.parts[:-1], path.stem}]
    classes = [name_of(path) for path in modules() if CLASS_SAYS_NOTHING.search(path.read_text())]

    assert not places + classes


def test_every_room_has_its_templates_under_its_own_name():
    folders = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    shared = {"components", "errors", "layouts"}

    assert folders - shared <= {path.name for path in CONSULT.iterdir() if path.is_dir()}
