"""Redirects after a form lead to this site and nowhere else."""

from __future__ import annotations

import pytest

from consult.accounts import local_path
from consult.accounts.browsers import browser_and_system


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/processes/plan/ideas/new",
        "/processes/plan/ideas?after=3#k7q2m",
        "/municipalities/cassano-d-adda?x=http://example.org",
        "/zones/à",
    ],
)
def test_a_path_of_this_site_is_kept(path):
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\n/evil.example",
        "/a\rSet-Cookie: b",
        "/a\x00",
        "/\x85/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "//[evil",
        "/a\udc80",
        "/sign-in?next=/sign-in",
        "/sign-out",
        "/" + "a" * 2_000,
    ],
)
def test_anything_else_leads_to_the_default(path):
    assert local_path(path, default="/account") == "/account"


FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:126.0) Gecko/126.0 Firefox/126.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36"
EDGE = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Edg/124.0.0.0"
CHROME = f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT}"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, ("Firefox", "Android")),
        (EDGE, ("Edge", "Windows")),
        (SAFARI, ("Safari", "iPhone")),
        (CHROME, ("Chrome", "macOS")),
        ("curl/8.5.0", ("", "")),
    ],
)
def test_only_the_names_of_browser_and_system_are_kept(user_agent, words):
    assert browser_and_system(user_agent) == words
