"""Agreement of coders, against examples that were published and against counting by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.analysis.agreement import (
    Parting,
    Shares,
    kappa_of,
    merged,
    nominal_alpha,
    partings,
    shares_of,
    span_alpha,
)

LENGTH = 40
SPANS = st.lists(st.tuples(st.integers(-3, LENGTH + 3), st.integers(-3, LENGTH + 3)), max_size=5)


def units(*coders):
    return [([None if v == "." else v for v in said], 1) for said in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("shares", "kappa"),
    [
        # Feinstein and Cicchetti, "High agreement but low kappa: I", 1990, tables 1 and 2.
        (Shares(40, 9, 6, 45), 0.70),
        (Shares(80, 10, 5, 5), 0.32),
        # Sim and Wright, "The kappa statistic in reliability studies", 2005, table 1.
        (Shares(22, 2, 4, 11), 0.67),
    ],
)
def test_kappa_is_what_was_published(shares, kappa):
    assert kappa_of(shares) == pytest.approx(kappa, abs=0.005)


@pytest.mark.parametrize(
    ("coders", "alpha"),
    [
        # Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, sections A, B and C.
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_is_what_was_published(coders, alpha):
    assert nominal_alpha(units(*coders)) == pytest.approx(alpha, abs=0.0005)


def test_kappa_is_what_a_two_by_two_table_gives_by_hand():
    # Of 50 characters both gave the code to 20, the first alone to 5, the second alone to 10.
    observed = (20 + 15) / 50
    first, second = (20 + 5) / 50, (20 + 10) / 50
    by_chance = first * second + (1 - first) * (1 - second)
    assert (observed, by_chance) == (0.7, 0.5)

    assert kappa_of(Shares(20, 5, 10, 15)) == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_alpha_with_missing_values_is_what_its_coincidences_give_by_hand():
    # Krippendorff 2011, section C: four observers, twelve units, values 1 to 5, some not said. A
    # unit of m values adds 1/(m-1) for each ordered pair: of a pair 1, of three 1/2, of four 1/3.
    # Unit by unit: 1 thrice; 2, 2, 2 and a 3; 3 four times, twice; 2 four times; 1, 2, 3, 4; 4 four
    # times; 1, 1, 2, 1; 2 four times; 5 thrice; 1 twice; one 3 alone, which nothing is compared to.
    alike = {
        1: 3 * 2 / 2 + 3 * 2 / 3 + 2 * 1 / 1,
        2: 3 * 2 / 3 + 4 * 3 / 3 + 4 * 3 / 3,
        3: 4 * 3 / 3 + 4 * 3 / 3,
        4: 4 * 3 / 3,
        5: 3 * 2 / 2,
    }
    assert alike == {1: 7, 2: 10, 3: 8, 4: 4, 5: 3}
    values = {1: 9, 2: 13, 3: 10, 4: 5, 5: 3}  # each as often as it is compared to others
    many = sum(values.values())
    parted, expected = many - sum(alike.values()), many**2 - sum(n * n for n in values.values())
    assert (many, parted, expected) == (40, 8, 1216)

    said = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert nominal_alpha(units(*said)) == pytest.approx(1 - (40 - 1) * 8 / 1216)


def test_characters_are_counted_as_two_coders_marked_them():
    shares = shares_of([(0, 10), (8, 12)], [(6, 20)], 30)

    assert shares == Shares(both=6, first=6, second=8, neither=10)
    assert shares.agreed == pytest.approx(16 / 30)
    assert shares.overlap == pytest.approx(12 / 26)
    assert shares + shares == Shares(12, 12, 16, 20)


def test_where_nobody_marked_nothing_can_be_said():
    nothing = shares_of([], [], 30)

    assert kappa_of(nothing) is None
    assert nothing.overlap is None
    assert span_alpha([(([], []), 30)]) is None
    assert kappa_of(Shares(0, 0, 0, 0)) is None
    assert Shares(0, 0, 0, 0).agreed is None
    assert nominal_alpha([]) is None


def test_who_marks_the_same_agrees_wholly():
    spans = [(3, 9), (20, 24)]

    assert kappa_of(shares_of(spans, spans, 30)) == 1
    assert span_alpha([((spans, spans, spans), 30)]) == 1
    assert partings((spans, spans), 30) == []


def test_marks_that_touch_are_one():
    assert merged([(5, 5), (4, 6), (0, 2), (2, 4), (9, 8)]) == [(0, 6)]


def test_coders_part_where_one_marked_and_another_did_not():
    found = partings(([(0, 10)], [(4, 12)], []), 30)

    assert found == [Parting(0, 4, (0,)), Parting(4, 10, (0, 1)), Parting(10, 12, (1,))]


@settings(max_examples=60)
@given(SPANS, SPANS, SPANS)
def test_stretches_say_what_single_characters_say(ada, bruno, carla):
    def marked(spans):
        return [any(start <= at < end for start, end in spans) for at in range(LENGTH)]

    said = [marked(spans) for spans in (ada, bruno, carla)]
    one_by_one = [(values, 1) for values in zip(*said, strict=True)]
    by_spans = span_alpha([((ada, bruno, carla), LENGTH)])

    assert by_spans == pytest.approx(nominal_alpha(one_by_one))
    pairs = list(zip(said[0], said[1], strict=True))
    assert shares_of(ada, bruno, LENGTH) == Shares(
        pairs.count((True, True)),
        pairs.count((True, False)),
        pairs.count((False, True)),
        pairs.count((False, False)),
    )
