"""Cards from a table are called so: in the queue, when they are open, in letters and register."""

import pytest

from consult.contributions import Channel
from consult.docket import UNDO_FOR, Verb
from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.kernel.mail import write
from consult.moderation import publish_subject
from consult.moderation.jobs import tell_author
from tests.makers import an_idea, letters
from tests.makers.desk import opened

DESK, REGISTER = "/processes/plan/desk/moderation", "/processes/plan/moderation"
LETTERS = [Verb.HIDDEN, Verb.SHOWN_AGAIN, Verb.RETURNED, Verb.TRANSFERRED]


@pytest.fixture
def card(ada, process):
    """What ada wrote on a card of a table."""
    card = an_idea(ada, process, title="Shade in summer")
    card.channel = Channel.TABLE
    db.session.flush()
    return card


def test_desk_and_register_say_where_a_card_comes_from(browser, carla, ada, process, card):
    an_idea(ada, process, title="A bus at night")
    page = browser.sign_in(carla).get(f"{DESK}/{card.code}")
    rows = page.texts(".queue__row")
    assert [("Card from a table" in row) for row in rows] == [True, False]
    assert "Card from a table" in page.text("article.moderated")

    db.begin_write()
    publish_subject(carla, opened(card, carla), seen=0)
    db.end_write(keep=True)
    set_clock(offset=UNDO_FOR * 2)

    assert "Card from a table" in browser.get(REGISTER).text("tbody")


def test_its_author_reads_of_a_card(carla, card):
    decision = publish_subject(carla, opened(card, carla), seen=0)

    tell_author(decision_id=decision.id)

    (letter,) = letters()
    assert letter.subject == "Your card is published"
    assert "the card that you wrote at a table" in letter.body


@pytest.mark.parametrize("letter", LETTERS)
def test_no_letter_calls_a_card_an_idea(card, letter):
    said = {"name": "Ada", "title": "Shade", "kind": "card", "slug": "plan", "path": "/x"}
    told = {"code": "ABC", "reason": None, "note": "Say which.", "body": "The region"}
    subject, body = write(f"moderation/mail/{letter}.txt", "en", said | told | {"second": False})

    assert "card" in subject + body
    assert "idea" not in subject + body
