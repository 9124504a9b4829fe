"""A web process stays small: what only jobs and commands need is loaded there."""

import subprocess
import sys

HEAVY = ("docx", "lxml", "numpy", "pypdf", "scipy", "sklearn")
LISTING = f"""
import sys
import consult.app
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""


def test_the_app_loads_no_package_of_numbers():
    loaded = subprocess.run(
        [sys.executable, "-c", LISTING], capture_output=True, text=True, check=True
    )

    assert loaded.stdout.split() == []
