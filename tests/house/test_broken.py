"""The list of rules that were broken by hand is still about this code."""

import ast

import pytest

from tests.broken.rules import BREAKS
from tests.house.sources import ROOT

FEWEST = 20


def test_twenty_rules_and_more_were_broken():
    assert len({one.rule for one in BREAKS}) == len(BREAKS) >= FEWEST


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.rule)
def test_what_keeps_a_rule_stands_where_it_stood_and_its_test_is_there(one):
    assert (ROOT / one.file).read_text().count(one.old) == 1

    file, _, name = one.test.partition("::")
    tests = {
        node.name
        for node in ast.parse((ROOT / file).read_text()).body
        if isinstance(node, ast.FunctionDef)
    }
    assert name.partition("[")[0] in tests


def test_each_is_told_on_the_page_of_proofs():
    page = (ROOT / "docs" / "proofs" / "broken-rules.md").read_text()

    assert [one.rule for one in BREAKS if f"| {one.rule} |" not in page] == []
    assert "not caught" not in page
