"""The report of a session: every number for the staff, none about few people for the others."""

import pytest
from sqlalchemy import select

from consult.contributions import Contribution, hide, publish
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.minutes import pass_on_cards
from consult.minutes.passing import count_left
from consult.minutes.report import Reader, report_of
from consult.polls import Poll, PollAnswer, PollKind
from consult.seats import SeatKind, SeatState
from consult.tables import BlockKind, Session, SessionState
from consult.wall import Dot
from tests.makers import a_municipality, a_theme, kept
from tests.makers.seats import a_seat, sit_down
from tests.minutes.makers import a_card, a_pile

DESK = "/processes/plan/desk/tables/east/sessions/1"


def block_of(session, kind):
    return next(one for one in session.blocks if one.kind is kind)


def a_dot(seat, session, points, **target):
    block = block_of(session, BlockKind.VOTE)
    return kept(Dot(block_id=block.id, seat_id=seat.id, points=points, put_at=now(), **target))


@pytest.fixture
def buses(session, gino):
    """A pile with two cards and three points; a second pile with one card and five."""
    pile, other = a_pile(session), a_pile(session, "Trees on the square", 1)
    front = a_card(gino, "A bus after ten", pile=pile)
    a_card(gino, "A bus at night", linked_to_id=front.id)
    a_card(gino, "Shade in summer", pile=other)
    a_card(gino, "Something else")
    a_dot(gino, session, 3, pile_id=pile.id)
    a_dot(gino, session, 5, pile_id=other.id)
    return pile


def test_a_report_tells_clusters_by_points_and_what_stands_in_none(session, gino, buses):
    report = report_of(session, Reader.STAFF)

    told = [(one.title, one.points, [line.words for line in one.lines]) for one in report.clusters]
    assert told == [
        ("Trees on the square", 5, ["Shade in summer"]),
        ("Buses at night", 3, ["A bus after ten", "A bus at night"]),
        ("", None, ["Something else"]),
    ]
    assert report.votes[0].rows == [("Trees on the square", 5), ("Buses at night", 3)]


def test_only_the_staff_is_told_of_fewer_than_ten(session, gino):
    for number in range(10):
        a_seat(session, f"N{number}", kind=SeatKind.BODY, body="A union", place=a_municipality(1))
    a_seat(session, "Refused", state=SeatState.REFUSED)

    staff = report_of(session, Reader.STAFF).presence
    room = report_of(session, Reader.ROOM).presence

    one, many = a_municipality(0).name, a_municipality(1).name
    assert (staff.people, staff.municipalities) == ("11", [(many, "10"), (one, "1")])
    assert (room.people, room.municipalities) == ("11", [(many, "10"), (one, "<10")])
    assert [many for _kind, many in room.kinds] == ["0", "10", "<10"]
    assert room.bodies == ["A union"]


def test_what_is_covered_stays_covered(session, gino, buses):
    block_of(session, BlockKind.SILENT_WRITE).revealed_at = None
    vote = block_of(session, BlockKind.VOTE)
    vote.hidden_until_reveal, vote.revealed_at, vote.ended_at = True, None, None
    db.session.flush()

    report = report_of(session, Reader.STAFF)

    assert report.clusters == []
    assert report.cards == 0
    assert [vote.told for vote in report.votes] == [False]


def voice_of(card):
    return db.session.get_one(Contribution, card.contribution_id)


def test_a_card_that_moderators_hid_is_read_by_nobody(bruno, session, gino, buses):
    pass_on_cards(bruno, session)
    hide(voice_of(report_of(session, Reader.STAFF).clusters[0].lines[0].card))

    for reader in Reader:
        line = report_of(session, reader, gino).clusters[0].lines[0]
        assert (line.words, line.instead) == ("", "A card that is not published.")


def test_everyone_reads_only_what_is_published(bruno, session, gino, buses):
    pass_on_cards(bruno, session)
    publish(voice_of(report_of(session, Reader.STAFF).clusters[0].lines[0].card))

    first, second = report_of(session, Reader.EVERYONE).clusters[:2]

    assert first.lines[0].words == "Shade in summer"
    assert first.lines[0].code
    assert {line.instead for line in second.lines} == {"A card that a moderator has not read yet."}


def test_whoever_was_there_reads_the_report_and_what_became_of_their_cards(
    browser, another_browser, bruno, session, gino, buses
):
    poll = kept(
        Poll(
            session_id=session.id,
            kind=PollKind.ONE,
            question="Was it useful?",
            options=["Yes", "No"],
            opened_at=now(),
            closed_at=now(),
            told_at=now(),
        )
    )
    kept(PollAnswer(poll_id=poll.id, seat_id=gino.id, value={"option": 0}, at=now()))
    pass_on_cards(bruno, session)
    publish(voice_of(report_of(session, Reader.STAFF).clusters[0].lines[0].card))
    address = f"/t/{session.join_code}/report"
    assert another_browser.get(address).location.endswith(f"/join/{session.join_code}")

    page = sit_down(browser, gino).get(address)

    told = page.text("main")
    assert "Your cards" in told
    assert "Each is a contribution now" in told
    assert "Was it useful?" in told
    assert "Trees on the square 1 card, 5 points" in told
    assert "<10 people" in told
    assert page.soup.select_one('a[href^="/processes/plan/ideas/"]').words == "Shade in summer"


def test_the_report_waits_for_the_end(browser, bruno, session, gino):
    session.state = SessionState.RUNNING
    db.session.flush()

    assert browser.sign_in(bruno).get(f"{DESK}/report").status == 403
    answer = browser.get(f"/t/{session.join_code}/report")
    assert answer.location.endswith(f"/t/{session.join_code}")


def test_a_report_asks_as_much_of_the_database_for_many_as_for_few(
    browser, count_queries, bruno, session, gino, buses
):
    browser.sign_in(bruno).get(f"{DESK}/report")
    with count_queries() as few:
        browser.get(f"{DESK}/report")
    for number in range(12):
        seat = a_seat(session, f"N{number}", place=a_municipality(number % 3))
        a_card(seat, f"Card {number}", pile=a_pile(session, f"Pile {number}", number + 2))
    db.end_write(keep=True)

    with count_queries() as many:
        browser.get(f"{DESK}/report")

    assert len(many) == len(few) <= 30


def test_a_facilitator_closes_the_session_with_a_theme_for_each_pile(
    browser, bruno, session, gino, buses
):
    theme = a_theme(1)
    page = browser.sign_in(bruno).get(f"{DESK}/closing")
    assert "4 cards become contributions" in page.text("main")
    form = page.form_to(f"{DESK}/closing") | {f"theme-{buses.id}": theme.code, "theme-x": "y"}

    answer = browser.send(f"{DESK}/closing", data=form)

    assert answer.status == 303
    assert "The session is closed" in browser.get(f"{DESK}/closing").text("main")
    db.session.expire_all()
    assert count_left(session) == 0
    themes = db.session.scalars(select(Contribution.theme_id).order_by(Contribution.id)).all()
    assert themes == [theme.id, theme.id, None, None]


def test_minutes_that_were_not_begun_are_missing(browser, bruno, session, gino):
    assert browser.sign_in(bruno).get(f"{DESK}/minutes/edit").status == 404
    address = f"/t/{session.join_code}/minutes"
    assert browser.get(address).location.endswith(f"/t/{session.join_code}")
    db.begin_write()
    db.session.get_one(Session, session.id).state = SessionState.RUNNING
    db.end_write(keep=True)
    assert "has ended" in browser.get(f"{DESK}/minutes").text("main")


def test_a_ranking_is_told_with_its_ties(session, gino):
    vote, lina = block_of(session, BlockKind.VOTE), a_seat(session, "Lina")
    vote.settings = {"ranking": 2}
    one, two = (a_card(gino, words) for words in ("Benches", "Shade"))
    for seat, first, second in ((gino, one, two), (lina, two, one)):
        a_dot(seat, session, 2, card_id=first.id)
        a_dot(seat, session, 1, card_id=second.id)

    rows = report_of(session, Reader.STAFF).votes[0].rows
    assert rows == [("Benches (tied at place 1)", 3), ("Shade (tied at place 1)", 3)]
