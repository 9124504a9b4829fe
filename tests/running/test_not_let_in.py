"""A code that was passed outside: who was not let in reads nothing and does nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from consult.kernel.db import db
from consult.polls import PollAnswer, PollDraft, PollKind, open_poll
from consult.seats import SeatState
from consult.speaking.models import Turn
from consult.tables import BlockKind
from consult.wall import Card, Dot, Move
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, a_session, a_table, at_block
from tests.makers.wall import a_card, a_pile
from tests.wall.fetching import fetched

PHONE = "/t/MARTES"
PHONE_PARTS = ("wall", "polls", "speakers")
SECRETS = ("Last bus at eight", "Timetables", "What stops here?", "Shall we vote?")


@pytest.fixture
def room(bruno, process):
    """A session with something to read in it, that lets people in one by one."""
    session = a_session(a_table(process), method=None, join_code="MARTES", asks_approval=True)
    rules = {"prompt": SECRETS[2], "cards_each": 2}
    blocks = {
        kind: a_block(session, kind, **rules)
        for kind in (BlockKind.SILENT_WRITE, BlockKind.PLENARY, BlockKind.CLUSTER, BlockKind.VOTE)
    }
    at_block(session, blocks[BlockKind.SILENT_WRITE])
    card = a_card(a_seat(session, "Gina"), blocks[BlockKind.SILENT_WRITE], SECRETS[0])
    pile = a_pile(session, SECRETS[1], card)
    poll = open_poll(bruno, session, PollDraft(PollKind.ONE, SECRETS[3], ("Yes", "No"), {}))
    return session, blocks, card, pile, poll


@pytest.mark.parametrize("state", [SeatState.WAITING, SeatState.REFUSED])
@pytest.mark.parametrize("kind", [BlockKind.PLENARY, BlockKind.CLUSTER, BlockKind.VOTE])
def test_who_was_not_let_in_reads_nothing_and_does_nothing(browser, room, state, kind):
    session, blocks, card, pile, poll = room
    at_block(session, blocks[kind])
    sit_down(browser, a_seat(session, "Outsider", state=state))
    db.end_write(keep=True)
    db.begin_write()

    card_sent = {"client_id": "k", "block": blocks[kind].id, "source": "Let me in"}
    dots = {"put": f"pile-{pile.id}:1"}
    sent = {
        "cards": card_sent,
        "both": card_sent | dots,
        "dots": dots,
        "moves": {"card": f"{card.id}:1", "to": "none"},
        f"piles/{pile.id}": {"title": "Mine", "version": "1"},
        f"polls/{poll.id}/answer": {"option": "0"},
        "turns": {},
        "ranking": {"place-0": str(card.id)},
        "topics": {"card": str(card.id), "cell": f"{blocks[kind].id}:1"},
        "topics/1/place": {},
        "topics/1/place/delete": {},
    }
    token = browser.get("/sign-in").value("csrf_token")
    read = [browser.get(f"{PHONE}{path}").html for path in ("", "/cards", "/report", "/devices")]
    read += [fetched(browser, f"{PHONE}/pieces/{part}")[1].get_text() for part in PHONE_PARTS]
    for path, fields in sent.items():
        data = {"csrf_token": token, **fields}
        read.append(browser.send(f"{PHONE}/{path}", data=data).html)
        read.append(fetched(browser, f"{PHONE}/{path}", data)[1].get_text())

    assert [
        (place, secret) for place, text in enumerate(read) for secret in SECRETS if secret in text
    ] == []
    written = [Card.id, Dot.id, Move.id, PollAnswer.id, Turn.id]
    assert [db.session.scalar(select(func.count(one))) for one in written] == [1, 0, 0, 0, 0]
