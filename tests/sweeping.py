"""How seldom the interpreter looks for garbage: an eighth of the tests' time went into it.

Nearly all that is there stays for the whole run: every look went through the app, its compiled
statements and the stories to come. Now it looks at what is new, and every so many stories at all
that came since the last time.
"""

from __future__ import annotations

import gc
from itertools import count

import pytest

STORIES = 25
NEW_THINGS = 5_000
_told = count(1)


def pytest_configure():
    gc.set_threshold(NEW_THINGS, 20, 1_000)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem):
    if nextitem is None or next(_told) % STORIES == 0:
        gc.collect()
        gc.freeze()
