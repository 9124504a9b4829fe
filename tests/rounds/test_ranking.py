"""A nominal group: cards read one at a time, then ranked by each in private."""

import pytest

from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.rounds import outcome_of, rank, read_in, read_next, unread_last
from consult.rounds.queries import to_read
from consult.running import next_block
from consult.seats import Seat
from consult.tables import Block, BlockKind, get_session
from consult.wall import put_dots, reveal
from consult.wall.commands.dots import TooManyDotsError, UnknownTargetError
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, a_session, at_block
from tests.makers.wall import a_card
from tests.wall.test_parallel import at_once, get, kept_story


@pytest.fixture
def group(process, bruno):
    """A session in which two people wrote three cards, which are read in turn."""
    session = a_session(method=None)
    writing = at_block(session, a_block(session, hidden_until_reveal=True))
    gina, lia = a_seat(session, "Gina"), a_seat(session, "Lia")
    cards = [a_card(gina, writing, "A"), a_card(gina, writing, "B"), a_card(lia, writing, "C")]
    reading = a_block(session, BlockKind.PLENARY, settings={"round_robin": True})
    rules = {"hidden_until_reveal": True, "dots_each": 15, "dots_per_card": 5}
    a_block(session, BlockKind.VOTE, settings={"ranking": 2}, **rules)
    next_block(bruno, session, writing.id)
    assert session.block is reading
    return session, (gina, lia), cards


def vote_in(bruno, session):
    return next_block(bruno, session, session.block.id)


def on(card):
    return ("card", card.id)


def test_cards_are_read_in_turn_and_each_press_calls_one(group, bruno, ada):
    session, _seats, (one, two, three) = group
    block = session.block
    assert to_read(session, []) == [one, three, two]
    read_next(bruno, session, block, 0)
    read_next(bruno, session, block, 0)
    assert read_in(block) == [one]
    read_next(bruno, session, block, 1)
    unread_last(bruno, session, block, 1)
    assert read_in(block) == [one, three]
    unread_last(bruno, session, block, 2)
    read_next(bruno, session, block, 1)
    read_next(bruno, session, block, 2)
    read_next(bruno, session, block, 3)

    assert read_in(block) == [one, three, two]
    with pytest.raises(NotAllowedError):
        read_next(ada, session, block, 3)
    with pytest.raises(NotAllowedError, match="own part"):
        read_next(bruno, session, session.blocks[0], 0)


def test_the_result_is_told_by_sums_voters_and_ties(group, bruno):
    session, (gina, lia), (one, two, three) = group
    vote = vote_in(bruno, session)
    rank(gina, vote, [on(one)])
    rank(gina, vote, [on(one), on(two)])
    rank(lia, vote, [on(two), on(three)])
    rank(lia, vote, [on(three), on(one)])
    reveal(bruno, vote)

    told = [(x.place, x.title, x.ranked.points, x.ranked.voters) for x in outcome_of(session, vote)]
    assert told == [(1, "A", 3, 2), (2, "C", 2, 1), (3, "B", 1, 1)]
    assert not any(x.is_tied for x in outcome_of(session, vote))
    with pytest.raises(NotAllowedError, match="open"):
        rank(gina, vote, [on(two)])


def test_equals_share_a_place(group, bruno):
    session, (gina, lia), (one, two, three) = group
    vote = vote_in(bruno, session)
    rank(gina, vote, [on(one), on(two)])
    rank(lia, vote, [on(two), on(one)])

    assert [(x.place, x.is_tied) for x in outcome_of(session, vote)] == [(1, True), (1, True)]
    del three


def test_a_ranking_gives_each_place_once(group, bruno):
    session, (gina, _lia), (one, two, three) = group
    vote = vote_in(bruno, session)
    for order in ([], [on(one), on(one)], [on(one), on(two), on(three)]):
        with pytest.raises(RefusedError):
            rank(gina, vote, order)
    for points in ({on(one): 5}, {on(one): 2, on(two): 2}, {on(one): 1}):
        with pytest.raises(TooManyDotsError, match="each place"):
            put_dots(gina, vote, points)
    with pytest.raises(UnknownTargetError):
        rank(gina, vote, [("pile", 77)])
    with pytest.raises(RefusedError):
        rank(gina, session.blocks[0], [on(one)])


def test_two_devices_of_one_seat_leave_one_whole_ranking(group, bruno):
    session, (gina, _lia), cards = group
    vote = vote_in(bruno, session)
    seat_id, vote_id, known = gina.id, vote.id, [card.id for card in cards]
    orders = [[("card", one), ("card", two)] for one in known for two in known if one != two]
    kept_story()

    at_once(lambda order: rank(get(Seat, seat_id), get(Block, vote_id), order), orders)

    found = outcome_of(get_session(session.id), get(Block, vote_id))
    assert sorted(one.ranked.points for one in found) == [1, 2]


def test_a_nominal_group_on_its_three_pages(browser, another_browser, group, bruno):
    session, (gina, _lia), (one, two, _three) = group
    phone, console = (
        f"/t/{session.join_code}",
        "/processes/plan/desk/tables/north/sessions/1/console",
    )
    projector = console.replace("console", "projector")
    sit_down(browser, gina)
    another_browser.sign_in(bruno)
    assert "One card at a time" in browser.get(phone).text()
    another_browser.post(f"{console}/readings", _at=console, after="0")
    assert "It is yours" in browser.get(phone).text()
    assert "Card 1" in another_browser.get(projector).text()
    another_browser.post(f"{console}/readings", _at=console, after="1")
    another_browser.post(f"{console}/readings/delete", _at=console, after="2")
    assert "1 card read, 2 to come" in another_browser.get(console).text("#part-rounds")

    session = get_session(session.id)
    vote = vote_in(bruno, session)
    page = browser.get(phone)
    assert "put them in order" in page.text()
    target = [f"card-{one.id}", f"card-{two.id}"]
    refused = browser.post(f"{phone}/ranking", _at=phone, place=[target[0], target[0]])
    assert refused.status == 422
    assert "different card" in refused.text()
    assert browser.post(f"{phone}/ranking", _at=phone, place=["", "<b>"]).status == 400
    browser.post(f"{phone}/ranking", _at=phone, place=["", target[1]])
    assert "Saved." in browser.get(phone).text("#part-wall")
    assert browser.page.soup.select_one("#place-0 option[selected]")["value"] == target[1]
    assert "1 of 2 people" in another_browser.get(console).text("#part-wall")

    reveal(bruno, db.session.get_one(Block, vote.id))
    for who, url in ((browser, phone), (another_browser, console), (another_browser, projector)):
        assert "2 points" in who.get(url).text()
