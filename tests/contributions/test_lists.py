"""Lists of what is public: orders, counts, the fair turn, and the indexes they walk."""

import re

import pytest
from sqlalchemy import event, select, text

from consult.contributions import (
    COUNTED,
    Contribution,
    Extent,
    Filter,
    Order,
    Side,
    count_comments,
    count_supports,
    counts_in,
    extent_of,
    fairly_in,
    published_in,
)
from consult.kernel.db import db
from consult.kernel.errors import BadRequestError
from consult.search import holding
from tests.makers import a_municipality, a_theme, an_idea

SORTED_OR_READ_WHOLE = re.compile(
    r"TEMP B-TREE|SCAN contribution|Seq Scan on contribution|\bSort\b"
)


@pytest.fixture
def ideas(ada, process):
    """Five public ideas; the second has most supports, the third most comments."""
    made = [an_idea(ada, process, title=f"Idea number {n}", published=True) for n in range(5)]
    count_supports(made[1].id, 3)
    count_comments(made[2].id, 2)
    db.session.flush()
    return made


def turn(process, draw, size=2, chosen=None):
    """Every page of a fair turn, one after another, as ids."""
    chosen = chosen or Filter()
    extent, seen, after = extent_of(process, chosen), [], None
    for _page in range(20):
        page = fairly_in(process, chosen, draw=draw, extent=extent, after=after, size=size)
        seen.append([row.id for row in page.rows])
        after = page.next
        if after is None:
            return seen
    raise AssertionError("a turn that does not end")


def test_a_list_can_be_ordered_by_supports_and_by_comments(process, ideas):
    assert published_in(process, Filter(), order=Order.SUPPORTED).rows[0].id == ideas[1].id
    assert published_in(process, Filter(), order=Order.DISCUSSED).rows[0].id == ideas[2].id


def test_few_and_many_give_the_same_page(process, ideas):
    chosen = Filter(
        theme_ids=frozenset({a_theme().id}), municipality_ids=frozenset({a_municipality().id})
    )

    for order in (Order.RECENT, Order.SUPPORTED, Order.DISCUSSED):
        few = published_in(process, chosen, order=order, many=False).rows
        many = published_in(process, chosen, order=order, many=True).rows
        assert [one.id for one in few] == [one.id for one in many]
        assert len(few) == len(ideas)


def test_a_fair_turn_shows_each_idea_once_whatever_its_start(process, ideas):
    everyone = sorted(one.id for one in ideas)

    for draw in range(5):
        for size in (1, 2, 5, 20):
            seen = [one for page in turn(process, draw, size) for one in page]
            assert sorted(seen) == everyone


def test_every_idea_is_the_first_of_one_turn(process, ideas):
    assert {turn(process, draw)[0][0] for draw in range(5)} == {one.id for one in ideas}


def test_a_turn_goes_round_the_drawn_order_in_its_order(process, ideas):
    drawn = [one.id for one in sorted(ideas, key=lambda one: (one.lot, one.id), reverse=True)]
    seen = [one for page in turn(process, 3) for one in page]

    at = drawn.index(seen[0])
    assert seen == drawn[at:] + drawn[:at]


def test_a_turn_that_began_goes_on_though_more_is_published(ada, process, ideas):
    extent = extent_of(process, Filter())
    first = fairly_in(process, Filter(), draw=1, extent=extent, size=2)
    an_idea(ada, process, title="One that came later", published=True)

    seen, after = [row.id for row in first.rows], first.next
    while after:
        page = fairly_in(
            process,
            Filter(),
            draw=1,
            extent=extent_of(process, Filter()),
            after=after,
            size=2,
        )
        seen += [row.id for row in page.rows]
        after = page.next
    assert len(seen) == len(set(seen))
    assert {one.id for one in ideas} <= set(seen)


def test_an_empty_turn_is_empty(process):
    assert turn(process, 7) == [[]]


def test_beyond_what_is_counted_a_turn_begins_at_some_public_row(process, ideas):
    many = Extent(extent_of(process, Filter()).totals, COUNTED + 1, exact=False)

    page = fairly_in(process, Filter(theme_ids=frozenset({a_theme().id})), draw=2, extent=many)

    assert len(page.rows) == len(ideas)


@pytest.mark.parametrize("mark", ["x", "1.x", "-", "12345678901.", "1-!!", "9" * 400, "²."])
def test_a_mark_that_is_not_ours_is_refused(process, ideas, mark):
    with pytest.raises(BadRequestError):
        fairly_in(process, Filter(), draw=1, extent=extent_of(process, Filter()), after=mark)


def test_what_matches_is_counted(ada, process, ideas):
    an_idea(ada, process, theme=a_theme(1), place=a_municipality(1), published=True)
    other = frozenset({a_theme(1).id})
    some = select(Contribution.id).where(Contribution.supports > 0)

    assert extent_of(process, Filter()).number == 6
    assert extent_of(process, Filter(theme_ids=other)).number == 1
    assert extent_of(process, Filter(municipality_ids=frozenset())).number == 0
    among = extent_of(process, Filter(among=((Side(inside=(some,)),),)))
    assert (among.number, among.exact) == (1, True)
    assert extent_of(process, Filter(among=((Side(outside=(some,)),),))).number == 5


def test_the_places_of_what_matches_are_counted(ada, process, ideas):
    an_idea(ada, process, theme=a_theme(1), place=a_municipality(1), published=True)
    here, there = a_municipality().id, a_municipality(1).id
    some = select(Contribution.id).where(Contribution.supports > 0)

    assert counts_in(process, Filter()) == {here: 5, there: 1}
    assert counts_in(process, Filter(theme_ids=frozenset({a_theme(1).id}))) == {there: 1}
    assert counts_in(process, Filter(municipality_ids=frozenset({here}))) == {here: 5}
    assert counts_in(process, Filter(among=((Side(inside=(some,)),),))) == {here: 1}


@pytest.fixture
def plans(database):
    """How the database goes about each list of a block, where it has an index for it."""
    seen: list[tuple[str, object]] = []

    def note(connection, cursor, statement, parameters, *others):
        if statement.startswith("SELECT") and "FROM contribution" in statement:
            seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    yield lambda: [_explained(*one) for one in list(seen)]
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("order", "index"),
    [
        (Order.RECENT, "ix_contribution_newest"),
        (Order.SUPPORTED, "ix_contribution_supported"),
        (Order.DISCUSSED, "ix_contribution_discussed"),
    ],
)
@pytest.mark.parametrize("narrowed", [False, True])
def test_a_list_walks_the_index_of_its_order(process, ideas, plans, order, index, narrowed):
    chosen = Filter()
    if narrowed:
        some = select(Contribution.id).where(Contribution.supports > 0)
        chosen = Filter(
            municipality_ids=frozenset({a_municipality().id}),
            theme_ids=frozenset({a_theme().id, a_theme(1).id}),
            among=((Side(outside=(some,)),),),
        )
    first = published_in(process, chosen, order=order, size=2)
    published_in(process, chosen, order=order, size=2, after=first.next)

    for plan in plans()[-2:]:
        assert index in plan
        assert not SORTED_OR_READ_WHOLE.search(plan)


def test_a_fair_turn_walks_the_index_of_lots(process, ideas, plans):
    turn(process, 3)

    walked = [plan for plan in plans() if "ix_contribution_lot" in plan]
    assert len(walked) >= 4
    assert not [plan for plan in walked if SORTED_OR_READ_WHOLE.search(plan)]


@pytest.mark.parametrize(
    ("chosen", "index"),
    [
        (
            lambda: Filter(municipality_ids=frozenset({a_municipality().id})),
            "ix_contribution_place",
        ),
        (lambda: Filter(theme_ids=frozenset({a_theme().id})), "ix_contribution_theme"),
    ],
    ids=["place", "theme"],
)
def test_what_is_few_is_found_by_what_narrows_it(process, ideas, chosen, index):
    plan = _plan_of(process, chosen(), many=False)

    assert index in plan
    assert "Seq Scan on contribution" not in plan
    assert "SCAN contribution" not in plan


@pytest.mark.parametrize("many", [True, False])
def test_what_a_search_found_is_asked_for_once_and_leads_to_its_rows(process, ideas, many):
    plan = _plan_of(process, Filter(hits=holding("contribution", "house", 100)), many=many)

    assert ("LIST SUBQUERY" if db.is_sqlite else "InitPlan") in plan
    assert "ix_contribution_newest" not in plan
    assert "CORRELATED" not in plan
    assert "Semi Join" not in plan


def _plan_of(process, chosen, *, many):
    """How the database goes about a page of a list."""
    seen: list[tuple[str, object]] = []

    def note(connection, cursor, statement, parameters, *others):
        seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    published_in(process, chosen, many=many)
    event.remove(db.engine, "before_cursor_execute", note)
    [(statement, parameters)] = [one for one in seen if "FROM contribution" in one[0]]
    return _explained(statement, parameters)


def _explained(statement, parameters):
    """The plan of a statement; of so few rows PostgreSQL would read all and sort them."""
    if not db.is_sqlite:
        for way in ("seqscan", "bitmapscan", "sort"):
            db.session.execute(text(f"SET LOCAL enable_{way} = off"))
    how = "EXPLAIN QUERY PLAN" if db.is_sqlite else "EXPLAIN"
    rows = db.session.connection().exec_driver_sql(f"{how} {statement}", parameters)
    return " | ".join(row[-1] for row in rows)
