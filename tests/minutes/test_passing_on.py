"""Each card of a closed session becomes a contribution, once, and says where it was said."""

import pytest
from sqlalchemy import func, select

from consult.contributions import Channel, Contribution, State, publish
from consult.docket import Matter
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.kernel.jobs import run_due_jobs
from consult.minutes import jobs, pass_on_cards, passing, session_closed
from consult.seats import Group
from consult.tables import BlockKind, SessionState, TableKind
from consult.voting import Support
from tests.makers import a_theme, kept
from tests.makers.seats import a_seat
from tests.makers.wall import a_dot
from tests.minutes.makers import a_card, a_pile, an_ended_session


def passed_on():
    return db.session.scalars(select(Contribution).order_by(Contribution.id)).all()


def test_a_card_becomes_a_contribution_of_its_seat_that_waits_for_a_moderator(
    bruno, process, session, gino
):
    group = kept(Group(session_id=session.id, number=3))
    pile = a_pile(session)
    card = a_card(gino, "+ a bus after *ten*\n# not before", pile=pile, group_id=group.id)

    assert pass_on_cards(bruno, session) == 1

    voice = passed_on()[0]
    assert (voice.title, voice.state) == ("+ a bus after *ten* # not before", State.WAITING)
    assert voice.body.striptags() == "+ a bus after *ten* # not before"
    assert (voice.channel, voice.voice_id) == (Channel.TABLE, gino.voice_id)
    assert (voice.municipality_id, voice.language) == (gino.municipality_id, "en")
    assert voice.evidence == {
        "table": "east",
        "session": 1,
        "block": card.block_id,
        "group": 3,
        "card": card.id,
        "pile": pile.id,
    }
    assert card.contribution_id == voice.id
    assert session.state is SessionState.CLOSED
    matter = db.session.scalars(select(Matter)).one()
    assert (matter.subject_id, matter.channel) == (voice.id, Channel.TABLE)


def test_a_long_card_has_a_short_title_and_loses_no_word(bruno, process, session, gino):
    a_card(gino, "trams " * 60 + "x" * 200)

    pass_on_cards(bruno, session)

    voice = passed_on()[0]
    assert len(voice.title) <= 150
    assert voice.title.endswith("trams…")
    assert voice.body.striptags().endswith("x" * 200)


def test_what_was_taken_back_or_set_aside_stays_in_the_room(bruno, process, session, gino):
    a_card(gino, "no", taken_back_at=now())
    a_card(gino, "an insult", set_aside_because="It insults someone.")

    assert pass_on_cards(bruno, session) == 0
    assert not passed_on()
    assert session.state is SessionState.CLOSED


def test_closed_twice_it_makes_nothing_new(bruno, process, session, gino):
    first = a_card(gino, printed_number=12)
    a_card(gino, linked_to_id=first.id)
    told = []
    session_closed._listeners.append(told.append)

    assert pass_on_cards(bruno, session) == 2
    assert pass_on_cards(bruno, session) == 0

    session_closed._listeners.remove(told.append)
    assert [one.evidence.get("printed_number") for one in passed_on()] == [12, None]
    assert told == [session]


def test_what_a_facilitator_wrote_for_someone_says_so(bruno, process, session, gino):
    a_card(gino, entered_by_id=bruno.id)

    pass_on_cards(bruno, session)

    assert passed_on()[0].entered_by_id == bruno.id


def test_the_development_table_is_a_channel_of_its_own(bruno, process):
    session = an_ended_session(process, bruno, kind=TableKind.DEVELOPMENT)
    a_card(a_seat(session))

    pass_on_cards(bruno, session)

    assert passed_on()[0].channel is Channel.DEVELOPMENT_TABLE


def test_cards_go_under_the_theme_of_their_pile_else_of_the_table(bruno, process):
    session = an_ended_session(process, bruno, theme=a_theme(0))
    seat, pile, other = a_seat(session), a_pile(session), a_pile(session, "Else", 1)
    front = a_card(seat, pile=pile)
    a_card(seat, linked_to_id=front.id)
    a_card(seat, pile=other)

    pass_on_cards(bruno, session, {pile.id: a_theme(1).id, other.id: 10**9, 10**9: a_theme(1).id})

    themes = [one.theme_id for one in passed_on()]
    assert themes == [a_theme(1).id, a_theme(1).id, a_theme(0).id]


def test_points_of_the_room_are_never_added_to_what_is_supported_online(
    bruno, process, session, gino
):
    vote = next(one for one in session.blocks if one.kind is BlockKind.VOTE)
    pile = a_pile(session)
    cards = a_card(gino, pile=pile), a_card(gino, "Shade in summer")
    a_dot(gino, vote, pile, points=2)
    a_dot(gino, vote, cards[1], points=3)

    pass_on_cards(bruno, session)

    assert [one.supports for one in passed_on()] == [0, 0]
    assert db.session.scalar(select(func.count(Support.id))) == 0


def test_a_session_is_closed_by_who_runs_it_once_it_is_over(ada, bruno, process, session):
    with pytest.raises(NotAllowedError):
        pass_on_cards(ada, session)
    session.state = SessionState.RUNNING
    db.session.flush()

    with pytest.raises(NotAllowedError, match="after it has ended"):
        pass_on_cards(bruno, session)


def test_many_cards_go_on_in_several_transactions_and_a_death_between_loses_none(
    bruno, process, session, gino, monkeypatch
):
    monkeypatch.setattr(passing, "AT_ONCE", 2)
    for number in range(5):
        a_card(gino, f"Card {number}")

    assert pass_on_cards(bruno, session) == 2
    db.end_write(keep=True)
    for _ in range(2):
        run_due_jobs()
    jobs.pass_on_stragglers()
    run_due_jobs()

    assert sorted(one.title for one in passed_on()) == [f"Card {number}" for number in range(5)]


def test_a_card_that_arrives_while_the_session_is_closed_goes_on_later(
    bruno, process, session, gino
):
    pass_on_cards(bruno, session)
    a_card(gino)
    db.end_write(keep=True)

    jobs.pass_on_stragglers()
    run_due_jobs()

    assert len(passed_on()) == 1


def test_the_page_of_a_contribution_leads_to_its_session(browser, bruno, process, session, gino):
    a_card(gino, "A bus after ten in the evening", printed_number=12)
    pass_on_cards(bruno, session)
    voice = passed_on()[0]
    publish(voice)

    page = browser.get(f"/processes/plan/ideas/{voice.code}")

    said = page.text("main")
    assert "Table of the east, First session" in said
    assert "Silent write · paper card 12" in said
    assert page.soup.select_one('a[href="/processes/plan/tables/east/sessions/1"]')
    assert "Written on a card at a table" in said
