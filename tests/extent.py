"""Which stories are told: with which plan, on which database, in the usual run and the full one."""

from __future__ import annotations

import os
from pathlib import Path

from consult.kernel.i18n import LANGUAGES

PLAN = os.environ.get("CONSULT_TEST_PLAN", "milan")
ABOUT_PLANS = {"demo", "taxonomy", "territory"}
EXTENT = os.environ.get("CONSULT_TEST_FULL")  # "0" is the usual run of dev.py, "1" the full one
FULL = EXTENT == "1"
TESTS = Path(__file__).parent
LONGEST = ("leaks/", "journeys/test_")  # begun last, one of these would be waited for alone
WALKS = "leaks/"  # of addresses and posts, whatever the plan: told with one, all with `--full`


def languages_told(usual: str) -> tuple[str, ...]:
    """The languages a journey is told in: this one, and with `--full` every one."""
    return LANGUAGES if FULL else (usual,)


def pytest_collection_modifyitems(items):
    """Share the rules out: with our plan on SQLite, with the second one on PostgreSQL.

    Pages, and the rooms that read plans, are tried with both, but for the walk through every
    address by every role; `--full` tries all with all.
    Databases do not alternate, so that each keeps the statements it has compiled; what takes
    longest begins first, so that the processes end together.
    """
    if PLAN != "milan":
        items[:] = [
            item
            for item in items
            if "milan" not in item.keywords and (FULL or on_postgres(item) or _tells_of_plans(item))
            if FULL or not _place(item).startswith(WALKS)
        ]
    elif EXTENT == "0":
        items[:] = [item for item in items if "milan" in item.keywords or not on_postgres(item)]
    items.sort(key=lambda item: (on_postgres(item), not _is_long(item)))


def on_postgres(item):
    """Whether this is a rule told on PostgreSQL, which is told on SQLite as well."""
    told = getattr(item, "callspec", None)
    return told is not None and told.params.get("engine") == "postgres"


def _tells_of_plans(item):
    return "browser" in item.fixturenames or _place(item).split("/")[0] in ABOUT_PLANS


def _is_long(item):
    return _place(item).startswith(LONGEST)


def _place(item):
    return item.path.relative_to(TESTS).as_posix()


def pytest_generate_tests(metafunc):
    """Rules are told on both databases, pages on SQLite; `--full` asks for all of it on both."""
    if "database" in metafunc.fixturenames:
        both = "browser" not in metafunc.fixturenames or FULL
        engines = ["sqlite", "postgres"] if both else ["sqlite"]
        metafunc.parametrize("engine", engines, indirect=True)
