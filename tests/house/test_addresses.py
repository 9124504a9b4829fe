"""Addresses are nouns in kebab-case, views have the seven names, and each says who may open it.

`access.txt` and `access-desk.txt` tell who may open what. After a change that is meant, write them
anew with `CONSULT_WRITE_ACCESS=1 python -m pytest tests/house/test_addresses.py`,
and read the difference.
"""

import os
import re
from pathlib import Path

import pytest

from consult.app import create_app
from consult.rooms import ROOMS
from tests.conftest import a_config

TABLES = {
    Path(__file__).with_name("access.txt"): lambda path: "/desk" not in path,
    Path(__file__).with_name("access-desk.txt"): lambda path: "/desk" in path,
}
NOUN = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
WELL_KNOWN = {"robots.txt", "sitemap.xml", ".well-known", "security.txt", "_gallery"}
PLACEHOLDER = re.compile(r"^<[^>]+>$")
VERBS = {
    *("add", "approve", "change", "close", "create", "do", "get", "hide", "make", "open", "post"),
    *("publish", "reject", "remove", "save", "send", "set", "show", "submit", "update", "view"),
}
DOCUMENTS = {
    "accessibility",
    "gallery",
    "privacy",
    "robots",
    "rules",
    "security",
    "sitemap",
    "source",
}
VIEW = re.compile(r"^(?:[a-z_]+_)?(index|show|new|create|edit|update|delete)$")
WRITING = {"create", "update", "delete"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The app, on a database nobody asks."""
    folder = tmp_path_factory.mktemp("addresses")
    return create_app(a_config(f"sqlite:///{folder / 'consult.db'}", folder))


def rules(app):
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(methods(rule))))


def methods(rule):
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def test_addresses_are_nouns_in_kebab_case(built):
    wrong = [
        rule.rule
        for rule in rules(built)
        for part in rule.rule.strip("/").split("/")
        if part and not (NOUN.match(part) or PLACEHOLDER.match(part) or part in WELL_KNOWN)
    ]

    assert not wrong


def test_no_address_is_a_verb(built):
    wrong = [rule.rule for rule in rules(built) if VERBS & set(re.split(r"[/-]", rule.rule))]

    assert not wrong


def test_views_have_the_seven_names(built):
    views = {rule.endpoint: rule.endpoint.rpartition(".")[2] for rule in rules(built)}

    assert not sorted(
        endpoint for endpoint, name in views.items() if not (VIEW.match(name) or name in DOCUMENTS)
    )


def test_what_writes_is_posted_and_what_reads_is_not(built):
    wrong = [
        f"{sorted(methods(rule))} {rule.endpoint}"
        for rule in rules(built)
        if (rule.endpoint.rpartition("_")[2].rpartition(".")[2] in WRITING)
        != (methods(rule) == {"POST"})
    ]

    assert not wrong


def test_blueprints_are_named_after_their_room(built):
    wrong = [
        blueprint.name
        for room in ROOMS
        for blueprint in room.blueprints
        if not re.fullmatch(rf"{room.name}(_[a-z_]+)?", blueprint.name)
    ]

    assert not wrong


def test_who_may_open_each_address_is_as_the_table_says(built):
    lines = list(access_table(built))
    for table, holds in TABLES.items():
        now = "".join(f"{line}\n" for line in lines if holds(line.split()[1]))
        if os.environ.get("CONSULT_WRITE_ACCESS") == "1":
            table.write_text(now)
        told = table.read_text()
        assert now == told, "if this is meant: CONSULT_WRITE_ACCESS=1, and read the diff"


def access_table(app):
    for rule in rules(app):
        access = app.view_functions[rule.endpoint].access.name
        yield f"{','.join(sorted(methods(rule)))} {rule.rule} {rule.endpoint} — {access}"
