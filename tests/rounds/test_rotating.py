"""A world café: everyone has a table in each round, hosts stay, nobody meets twice if it can be."""

import pytest

from consult.analysis.rotations import meetings_again
from consult.audit import Act
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.rounds import plan_rounds, tables_by_round
from consult.rounds.queries import hosts_in
from consult.running import next_block, open_session, start_session
from consult.seats import Seat, SeatDraft, SeatState, group_of, write_down
from consult.tables import BlockKind, get_session
from consult.wall import CardDraft, write_card
from tests.makers import a_municipality
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, a_session


def a_cafe(bruno, people, rounds=3, per_group=5, **rules):
    """A session whose brief is at hand, with so many people, and so many rounds to come."""
    session = a_session(method=None, per_group=per_group)
    a_block(session, BlockKind.BRIEF)
    for number in range(1, rounds + 1):
        settings = {"round": number, "rotation": True} | rules
        a_block(session, BlockKind.BREAKOUT, title=f"Round {number}", settings=settings)
    for number in range(people):
        a_seat(session, f"N {number}", place=a_municipality(number % 3))
    open_session(bruno, session)
    start_session(bruno, session)
    return session


def go_on(bruno, session):
    return next_block(bruno, session, session.block.id)


def seated(session):
    """Who sits together, round by round, as far as they have begun."""
    tables = tables_by_round(session)
    return [
        list(tables[one.id].values())
        for one in session.blocks
        if one.id in tables and one.began_at is not None
    ]


def test_nobody_meets_twice_in_three_rounds_and_hosts_stay(process, bruno):
    session = a_cafe(bruno, 25)
    rounds = [go_on(bruno, session) for _round in range(3)]
    tables = seated(session)

    assert [sorted(map(len, round_)) for round_ in tables] == [[5] * 5] * 3
    assert meetings_again(tables) == 0
    assert len({tuple(hosts_in(session, one).items()) for one in rounds}) == 1
    assert {group_of(seat, rounds[0]).host_id for seat in db.session.query(Seat)} == set(
        hosts_in(session, rounds[0]).values()
    )


def test_a_method_may_let_everybody_move(process, bruno):
    session = a_cafe(bruno, 15, per_group=3, hosts=False)
    first, second = (go_on(bruno, session) for _round in range(2))

    assert hosts_in(session, first) == {}
    for seat in db.session.query(Seat):
        assert group_of(seat, first).number != group_of(seat, second).number


def test_who_comes_late_and_who_leaves_change_the_rounds_to_come(process, bruno):
    session = a_cafe(bruno, 25)
    first = go_on(bruno, session)
    late = write_down(bruno, session, SeatDraft("Late"))
    assert group_of(late, first) is not None
    host = db.session.get_one(Seat, hosts_in(session, first)[1])
    host.state = SeatState.LEFT
    unplaced = a_seat(session, "Nobody placed me")
    second = go_on(bruno, session)
    tables = seated(session)

    assert meetings_again(tables) == 0
    assert host.id not in {one for table in tables[1] for one in table}
    assert hosts_in(session, second)[1] != host.id
    assert hosts_in(session, second)[2] == hosts_in(session, first)[2]
    assert {late.id, unplaced.id} <= {one for table in tables[1] for one in table}


def test_a_card_of_a_round_is_of_its_table(process, bruno):
    session = a_cafe(bruno, 6)
    block = go_on(bruno, session)
    seat = db.session.query(Seat).first()
    card = write_card(seat, block, CardDraft("What matters"))

    assert card.group_id == group_of(seat, block).id
    assert group_of(seat, block).block_id == block.id


def test_everyone_is_seated_anew_at_as_many_tables_as_there_are(process, bruno, ada):
    session = a_cafe(bruno, 12)
    plan_rounds(bruno, session, 3)
    assert [len(round_) for round_ in tables_by_round(session).values()] == [3, 3, 3]
    go_on(bruno, session)
    hosts = hosts_in(session, session.block)
    second = go_on(bruno, session)
    plan_rounds(bruno, session, 4)

    tables = tables_by_round(session)
    assert [len(round_) for round_ in tables.values()] == [3, 4, 4]
    assert list(hosts_in(session, second).values())[:3] == list(hosts.values())
    assert db.session.query(Act).filter_by(verb="groups.made").count() >= 5
    for number in (13, 51):
        with pytest.raises(RefusedError, match="from one table"):
            plan_rounds(bruno, session, number)
    with pytest.raises(NotAllowedError):
        plan_rounds(ada, session, 2)


def test_rounds_without_anybody_begin_and_are_refused_by_hand(process, bruno):
    session = a_cafe(bruno, 0)
    with pytest.raises(RefusedError, match="nobody to seat"):
        plan_rounds(bruno, session)

    assert go_on(bruno, session).title == "Round 1"
    assert tables_by_round(session)[session.block.id] == {}


def test_the_three_pages_say_where_to_go(browser, process, bruno):
    session = a_cafe(bruno, 4, rounds=2)
    session.per_group = 2
    go_on(bruno, session)
    seat = db.session.query(Seat).order_by(Seat.id).first()
    console = f"/processes/plan/desk/tables/north/sessions/{session.number}/console"
    browser.sign_in(bruno)
    assert "Round 1 of 2" in browser.get(console).text("#part-rounds")
    assert "Table 2" in browser.page.text("#part-wall")
    assert "Table 1" in browser.get(console.replace("console", "projector")).text()
    sheet = browser.get(f"{console}/rounds")
    assert sheet.texts("thead th") == ["Who", "Round 1", "Round 2"]
    assert "Table 1" in sheet.text("tbody")

    page = browser.post(f"{console}/rounds", _at=f"{console}/rounds", tables="1")
    assert page.location == f"{console}/rounds"
    assert "6 pairs meet again" in browser.get(f"{console}/rounds").text()
    go_on(bruno, get_session(session.id))
    assert "6 pairs meet again" in browser.get(console).text("#part-rounds")
    wrong = browser.post(f"{console}/rounds", _at=f"{console}/rounds", tables="9")
    assert wrong.status == 422
    assert seat.name in wrong.text("tbody")
