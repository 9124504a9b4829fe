"""A panel estimates statements in rounds: the spread is told to each, their own answer beside."""

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.polls import (
    AnswerDraft,
    PollDraft,
    PollKind,
    answer_poll,
    ask_again,
    open_poll,
    polls_in,
    put_statements,
    results_of,
)
from consult.rounds import phone_wall
from consult.running import next_block, reveal_block, start_session
from consult.tables import BlockKind, get_session
from tests.makers import a_municipality
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, a_session, at_block, open_session
from tests.makers.wall import a_card, a_pile


def test_a_panel_in_two_rounds_from_the_console(browser, another_browser, process, bruno):
    session = a_session(method="delphi")
    rounds = [block for block in session.blocks if block.kind is BlockKind.SURVEY]
    writing, cluster = session.blocks[1:3]
    gina, *others = (a_seat(session, name) for name in ("Gina", "Lia", "Ivo", "Noa"))
    at_block(session, cluster)
    writing.revealed_at = cluster.began_at
    a_pile(session, "Trains every half hour", a_card(gina, writing))
    phone, console = (
        f"/t/{session.join_code}",
        "/processes/plan/desk/tables/north/sessions/1/console",
    )
    browser.sign_in(bruno)
    sit_down(another_browser, gina)

    next_block(bruno, session, cluster.id)
    [poll] = polls_in(session)
    assert (poll.question, poll.low, poll.high) == ("Trains every half hour", 1, 9)
    for seat, value in zip([gina, *others], [9, 5, 5, 6], strict=True):
        answer_poll(seat, poll, AnswerDraft(value=value))
    assert "Half of the answers" not in browser.get(console).text()
    assert "Open the answers" in browser.page.text(".console__step")
    browser.post(f"{console}/steps", _at=console, step="reveal", from_block=str(rounds[0].id))
    browser.post(f"{console}/steps", _at=console, step="next", from_block=str(rounds[0].id))

    said = another_browser.get(phone).text()
    assert "In the middle: 5.5" in said
    assert "You said 9." in said
    assert "You stand apart" in said
    session = get_session(session.id)
    assert session.block.kind is BlockKind.PLENARY
    next_block(bruno, session, session.block.id)
    said = another_browser.get(phone).text()
    assert "the middle was 5.5, half of the panel stood between 5 and 6.75" in said
    assert "you said 9" in said
    again = polls_in(get_session(session.id))[-1]
    assert (poll.round, again.round, again.follows_id) == (2, 3, poll.id)
    assert results_of(db.session.get_one(type(poll), poll.id)).answers == 4


def test_what_was_asked_at_first_is_asked_again_at_the_end(process, bruno):
    session = a_session(method=None)
    a_block(session, BlockKind.SURVEY, settings={"round": 1})
    a_block(session, BlockKind.SURVEY, settings={"round": 2, "same_as": 1})
    a_block(session, BlockKind.SURVEY, settings={"same_as": 9})
    first = start_session(bruno, open_session(session))
    assert polls_in(session) == []
    open_poll(bruno, session, PollDraft(PollKind.ONE, "Where first?", ["Here", "There"]), first)
    reveal_block(bruno, session, first.id)
    second = next_block(bruno, session, first.id)
    next_block(bruno, session, second.id)

    ask_again(session, first, second, now())
    put_statements(session, second, ["Once more?"], (1, 9), now())
    [before, after] = polls_in(session)
    assert (after.question, after.options, after.block_id) == (
        before.question,
        before.options,
        second.id,
    )
    assert (after.round, after.follows_id) == (2, None)


def test_nobody_reads_where_a_panellist_comes_from(process, in_request):
    session, here = a_session(method="delphi"), a_municipality()
    writing, cluster = session.blocks[1:3]
    seat = a_seat(session, place=here)
    at_block(session, cluster)
    writing.revealed_at = cluster.began_at
    a_card(seat, writing, "More trains")

    told = phone_wall(seat, session, cluster)
    assert "More trains" in told
    assert here.name not in told
    writing.settings = {}
    assert here.name in phone_wall(seat, session, cluster)
