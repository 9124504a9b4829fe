"""A table's pile is laid before the curators, who make a node of it or do not."""

import pytest
from sqlalchemy import select

from consult.contributions import Contribution, hide, publish
from consult.curating.models import Proposal, ProposalState
from consult.curating.proposing import (
    DecidedAlreadyError,
    accept_proposal,
    propose_nodes,
    refuse_proposal,
    reopen_proposal,
)
from consult.ideamap import NodeLink, counts_in, nodes_in, unlink_contribution
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.minutes import pass_on_cards
from consult.processes import Staff
from consult.taxonomy import strategies_of
from consult.wall import Pile
from tests.makers import a_process, a_theme
from tests.makers.seats import a_seat
from tests.minutes.makers import a_card, a_pile, an_ended_session

DESK = "/processes/plan/desk/idea-map"
NO_PLACE = (None, None)


@pytest.fixture
def session(process, bruno):
    """A session with a pile of two cards and one behind, and a pile without any."""
    session = an_ended_session(process, bruno)
    seat, pile = a_seat(session), a_pile(session)
    a_pile(session, "Nobody wrote this", 1)
    front = a_card(seat, "A bus after ten", pile=pile)
    a_card(seat, "A bus at eleven", pile=pile)
    a_card(seat, "A bus at night", linked_to_id=front.id)
    return session


@pytest.fixture
def proposal(bruno, session):
    """What that table proposes once it is closed, under the theme that was chosen for the pile."""
    pile = db.session.scalars(select(Pile).where(Pile.title == "Buses at night")).one()
    pass_on_cards(bruno, session, {pile.id: a_theme(1).id})
    return db.session.scalars(select(Proposal)).one()


def voices():
    return db.session.scalars(select(Contribution).order_by(Contribution.id)).all()


def hung():
    links = select(NodeLink.contribution_id).where(NodeLink.unlinked_at.is_(None))
    return sorted(db.session.scalars(links))


def test_a_pile_becomes_a_node_with_what_is_published_and_the_rest_when_it_is(
    dario, process, session, proposal
):
    strategy = strategies_of(process.cycle)[0]
    first, second, third = voices()
    publish(first)

    node = accept_proposal(dario, process, proposal, (strategy.id, 0))

    assert node.title == {"en": "Buses at night"}
    assert (node.strategy_id, node.keyword, node.theme_id) == (strategy.id, 0, a_theme(1).id)
    assert (proposal.state, proposal.node_id) == (ProposalState.ACCEPTED, node.id)
    assert hung() == [first.id]
    publish(third)
    assert hung() == [first.id, third.id]
    assert counts_in(process)[node.id].contributions == 2
    publish(second)
    propose_nodes(session)
    assert len(db.session.scalars(select(Proposal)).all()) == 1


def test_what_was_taken_off_by_hand_does_not_hang_itself_again(dario, process, proposal):
    first = voices()[0]
    publish(first)
    accept_proposal(dario, process, proposal, NO_PLACE)
    unlink_contribution(dario, process, db.session.scalars(select(NodeLink)).one())
    hide(first)

    publish(first)

    assert hung() == []


def test_nothing_hangs_for_a_curator_who_is_one_no_more(dario, process, proposal):
    accept_proposal(dario, process, proposal, NO_PLACE)
    db.session.delete(db.session.scalars(select(Staff).where(Staff.person_id == dario.id)).one())
    db.session.flush()

    publish(voices()[0])

    assert hung() == []


def test_only_one_decides_and_a_refusal_can_be_undone(ada, dario, process, proposal):
    with pytest.raises(NotAllowedError):
        accept_proposal(ada, process, proposal, NO_PLACE)
    with pytest.raises(NotAllowedError):
        refuse_proposal(ada, process, proposal)
    with pytest.raises(NotAllowedError):
        reopen_proposal(ada, process, proposal)
    refuse_proposal(dario, process, proposal)
    with pytest.raises(DecidedAlreadyError):
        accept_proposal(dario, process, proposal, NO_PLACE)
    with pytest.raises(DecidedAlreadyError):
        refuse_proposal(dario, process, proposal)

    reopen_proposal(dario, process, proposal)

    with pytest.raises(DecidedAlreadyError):
        reopen_proposal(dario, process, proposal)
    publish(voices()[0])
    assert (proposal.state, nodes_in(process), hung()) == (ProposalState.OPEN, [], [])


def test_a_curator_decides_at_the_desk(browser, dario, process, proposal):
    hidden = voices()[1]
    hide(hidden)
    publish(voices()[0])
    page = browser.sign_in(dario).get(DESK)
    assert "A table proposes 1 node" in page.text("main")

    page = browser.get(f"{DESK}/proposals")

    told = page.text("main")
    assert "Table of the east, First session" in told
    assert "3 cards, 1 published" in told
    assert "A bus after ten" in told
    assert hidden.title not in told
    refusal = f"{DESK}/proposals/{proposal.id}/refusal"
    browser.send(refusal, data=page.form_to(refusal))
    page = browser.get(f"{DESK}/proposals")
    assert "No table proposes anything now" in page.text("main")
    browser.send(f"{refusal}/delete", data=page.form_to(f"{refusal}/delete"))
    acceptance = f"{DESK}/proposals/{proposal.id}/acceptance"
    form = browser.get(f"{DESK}/proposals").form_to(acceptance)
    assert browser.send(acceptance, data=form | {"place": "no such place"}).status == 303
    answer = browser.send(acceptance, data=form)
    node = nodes_in(process)[0]
    assert answer.location.endswith(f"{DESK}/nodes/{node.id}")


def test_what_another_consultation_proposes_is_missing(browser, fabio, process, proposal):
    a_process("other")
    form = (
        browser.sign_in(fabio)
        .get(f"{DESK}/proposals")
        .form_to(f"{DESK}/proposals/{proposal.id}/refusal")
    )

    answer = browser.send(
        f"/processes/other/desk/idea-map/proposals/{proposal.id}/refusal", data=form
    )

    assert answer.status == 404
