"""Nobody commits below the edge, asks the clock behind its back, or makes HTML on the side."""

import re

from tests.house.sources import CONSULT, calls, files, modules, name_of

KERNEL = CONSULT / "kernel"
CLOCKS = re.compile(r"^(datetime\.)*(datetime\.(now|utcnow|today)|date\.today)$|^time\.time(_ns)?$")
TRUSTS_HTML = re.compile(r"noqa: \S*S704(.*)")
GOOD_REASONS = ("our own template", "pieces of safe HTML")
UNSAFE_TEMPLATE = {
    "a |safe": re.compile(r"\|\s*safe\b"),
    "an autoescape switch": re.compile(r"\{%-?\s*autoescape"),
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
UNSAFE_SCRIPT = {
    "eval": re.compile(r"\beval\(|new Function\("),
    "innerHTML": re.compile(r"\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write"),
    "a style attribute": re.compile(r"setAttribute\(\s*[\"']style[\"']"),
}
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def found(path, patterns, text):
    return [
        f"{name_of(path)} holds {what}" for what, shape in patterns.items() if shape.search(text)
    ]


def test_nobody_commits_below_the_edge():
    commits = [
        f"{name_of(path)}:{line}"
        for path in modules()
        if KERNEL not in path.parents
        for call, line in calls(path)
        if call.endswith(".commit")
    ]

    assert not commits


def test_only_the_one_clock_tells_the_time():
    askers = [
        f"{name_of(path)}:{line} calls {call}"
        for path in modules()
        if path != KERNEL / "clock.py"
        for call, line in calls(path)
        if CLOCKS.match(call)
    ]

    assert not askers


def test_only_one_module_makes_html_from_what_people_type():
    makers = [
        f"{name_of(path)}{reason}"
        for path in modules()
        if path != KERNEL / "text" / "making.py"
        for reason in TRUSTS_HTML.findall(path.read_text())
        if not reason.endswith(GOOD_REASONS)
    ]

    assert not makers


def test_no_template_trusts_or_runs_what_it_should_not():
    faults = [
        fault
        for path in files("templates", ".html", ".xml", ".txt")
        for fault in found(path, UNSAFE_TEMPLATE, COMMENT.sub("", path.read_text()))
    ]

    assert not faults


def test_no_module_of_ours_works_around_the_content_security_policy():
    faults = [
        fault
        for path in files("frontend/modules", ".js")
        for fault in found(path, UNSAFE_SCRIPT, path.read_text())
    ]

    assert not faults
