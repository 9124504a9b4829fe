"""Locks name exact versions with their hashes, and no address to fetch them from."""

import json
import re
import tomllib

import pytest

from tests.house.sources import ROOT, name_of

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
NODE_LOCKS = [
    ROOT / "frontend" / "package-lock.json",
    ROOT / "tests" / "servers" / "packaged_chromium" / "package-lock.json",
]
ENTRY = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("path", LOCKS, ids=name_of)
def test_every_package_has_an_exact_version_and_hashes(path):
    entries = path.read_text().replace("\\\n", " ").splitlines()
    packages = [line for line in entries if line and not line.lstrip().startswith("#")]

    assert packages
    assert not [line for line in packages if not ENTRY.match(line) or "--hash=sha256:" not in line]


@pytest.mark.parametrize("path", [*LOCKS, *NODE_LOCKS], ids=name_of)
def test_no_lock_holds_an_address(path):
    assert not re.findall(r"https?://\S+", text(path))


def text(path):
    """Return a lock without the addresses where its authors ask for support."""
    if path.suffix != ".json":
        return path.read_text()
    packages = json.loads(path.read_text())["packages"]
    return json.dumps([{**package, "funding": None} for package in packages.values()])


def test_the_larger_lock_holds_the_smaller_at_the_same_versions():
    versions = {path.stem: dict(ENTRY.findall(path.read_text())) for path in LOCKS}

    assert versions["base"].items() <= versions["test"].items()


def test_every_direct_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=~! ]", line)[0].lower() for line in project["dependencies"]}
    locked = dict(ENTRY.findall((ROOT / "requirements" / "base.lock").read_text()))

    assert wanted <= set(locked)
