"""What remains of a session is told on others' pages: console, projector, session, table, desk."""

import pytest

from consult.commitments import CommitmentDraft, promise
from consult.contributions import Contribution, publish
from consult.kernel.db import db
from consult.minutes import pass_on_cards
from consult.tables import BlockKind, SessionState
from tests.makers.seats import sit_down
from tests.minutes.makers import a_card, a_pile

TABLE = "/processes/plan/tables/east"
DESK = "/processes/plan/desk/tables/east/sessions/1"


@pytest.fixture
def promising(session):
    """The same session, as it was while people promised."""
    block = next(one for one in session.blocks if one.kind is BlockKind.COMMIT)
    session.state, session.ended_at, block.ended_at = SessionState.RUNNING, None, None
    db.session.flush()
    return session


def test_promises_are_written_on_the_console_and_read_on_the_projector(browser, bruno, promising):
    a_pile(promising)
    console = f"{DESK}/console"
    form = browser.sign_in(bruno).get(console).form_to(f"{DESK}/commitments")

    answer = browser.send(f"{DESK}/commitments", data=form | {"who": "ATM", "what": "Tries it."})

    assert answer.location.endswith(console)
    assert "ATM : Tries it." in browser.get(console).text("main")
    assert "ATM : Tries it." in browser.get(f"{DESK}/projector").text("main")


def test_the_pages_of_a_closed_session_tell_what_it_left(browser, bruno, session, gino):
    a_card(gino)
    a_card(gino, "A second card")
    promise(bruno, session, CommitmentDraft("ATM", "Tries it."))
    pass_on_cards(bruno, session)
    publish(db.session.get_one(Contribution, 1))
    db.end_write(keep=True)

    for address in (TABLE, f"{TABLE}/sessions/1"):
        told = browser.get(address).text("main")
        assert "2 cards became contributions, 1 published." in told
        assert "ATM : Tries it." in told
    assert f"{DESK}/closing" in browser.sign_in(bruno).get(DESK).links().values()


def test_a_phone_leads_to_the_report_once_the_session_is_over(browser, session, gino):
    page = sit_down(browser, gino).get(f"/t/{session.join_code}")

    assert page.soup.select_one(f'a[href="/t/{session.join_code}/report"]')
