"""Where a person may be sent after a form: a path of this site and nothing else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST_PATH = 2_000
# Browsers drop tabs and line breaks inside an address and read a backslash as a slash.
_NOT_IN_A_PATH = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ud800-\udfff]")
_DOORS = ("/sign-in", "/sign-out")


def local_path(path: str | None, default: str = "/") -> str:
    r"""Return the path if it leads to a page of this site, else the default.

    Refuses other hosts however they are spelt (`//host`, `/\host`, a scheme, control
    characters), and the pages for signing in and out, which would lead round in a circle.
    """
    if not path or len(path) > LONGEST_PATH or _NOT_IN_A_PATH.search(path):
        return default
    if not path.startswith("/") or path.startswith("//"):
        return default
    try:
        parts = urlsplit(path)
    except ValueError:
        return default
    if parts.scheme or parts.netloc or parts.path.startswith(_DOORS):
        return default
    return path
