"""The wheel holds all it needs: installed alone, it serves the home page from an empty folder."""

import os
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from contextlib import contextmanager

import pytest

from tests.house.sources import ROOT
from tests.servers.running import free_port

pytestmark = pytest.mark.slow
INSIDE = (
    "consult/templates/layouts/page.html",
    "consult/translations/it/LC_MESSAGES/messages.mo",
    "consult/migrations/env.py",
    "consult/static/manifest.json",
)
NOT_INSIDE = ("tests/", "frontend/", "benchmarks/", "dev.py")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built offline."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("consult-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment that holds the wheel and its dependencies, and not this checkout."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    site = next(folder.glob("lib/python3*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    ours = sysconfig.get_path("purelib")
    for package in os.scandir(ours):
        if "consult" not in package.name and not (site / package.name).exists():
            (site / package.name).symlink_to(package.path)
    return folder / "bin" / "python"


def test_the_wheel_holds_what_lives_beside_the_package(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert [name for name in INSIDE if name not in names] == []
    assert [name for name in names if name.startswith(NOT_INSIDE)] == []
    assert any(name.endswith(".css.br") for name in names)


@contextmanager
def served(python, folder):
    """Migrate and serve from a folder, and give the address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "CONSULT_DEVELOPMENT": "1",
        "CONSULT_BASE_URL": address,
        "CONSULT_DATA_DIR": str(folder / "data"),
        "CONSULT_NEAR": "0",
        "PATH": os.defpath,
        "HOME": str(folder),
    }
    consult = [python, "-I", "-c", "from consult.cli import main; main()"]
    subprocess.run([*consult, "migrate"], cwd=folder, env=settings, check=True, capture_output=True)
    with subprocess.Popen(
        [*consult, "serve", "--port", str(port), "--workers", "1"],
        cwd=folder,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            yield address
        finally:
            server.terminate()


def fetch(address, seconds=20):
    """Read a page, waiting for the server to come up."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_the_wheel_serves_the_home_page_from_an_empty_folder(installed, tmp_path):
    with served(installed, tmp_path) as address:
        page = fetch(f"{address}/?lang=it")

    assert "<h1" in page
    assert 'lang="it"' in page
