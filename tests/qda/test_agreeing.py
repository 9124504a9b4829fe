"""Two coders of one interview: how far they agree on each code, and where they part."""

import pytest

from consult.qda import agreeing
from consult.qda.agreeing import agreement_on
from tests.qda.coding import ADA, BRUNO, BUS, WATER, as_marked, coded, given, marked


def agreements(held):
    heard = held.heard[0]
    return {one.code.id: one for one in agreement_on(heard, held, heard.coders, (ADA, BRUNO))}


def test_a_code_that_one_coder_left_out_is_to_be_settled():
    found = agreements(as_marked())

    water = found[WATER]
    assert water.shares.both == 0
    assert water.kappa == pytest.approx(0)
    assert [(one.words, one.given, one.left) for one in water.stretches] == [
        ("La notte 🚲 manca", [ADA], [BRUNO])
    ]
    assert water.stretches[0].before.endswith("raro.\n")
    assert list(found) == [WATER, BUS]


def test_what_stands_around_a_stretch_are_whole_words(monkeypatch):
    monkeypatch.setattr(agreeing, "AROUND", 12)
    [stretch] = agreements(as_marked())[WATER].stretches

    assert (stretch.before, stretch.after) == ("…è raro.\n", ", e…")


def test_coders_who_differ_by_a_comma_do_not_part():
    held = coded(
        marked(1, "notte 🚲 manca", given(1, BUS, ADA)),
        marked(2, "notte 🚲 manca,", given(2, BUS, BRUNO)),
    )

    found = agreements(held)[BUS]

    assert found.stretches == []
    assert found.alpha == pytest.approx(0.96, abs=0.01)


def test_who_coded_first_comes_first():
    held = coded(marked(1, "bus", given(5, BUS, ADA)), marked(2, "notte", given(2, BUS, BRUNO)))

    assert held.heard[0].coders == [BRUNO, ADA]
