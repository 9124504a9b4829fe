"""Telling authors that their words are on the map: once for each node, and nothing hidden."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.contributions import hide, publish, standings_of, timeline
from consult.ideamap import NodeDraft, create_node, link_contribution, unlink_contribution
from consult.ideamap.jobs import tell_author
from consult.kernel.db import db
from consult.kernel.jobs import Outbox
from tests.makers import a_person, an_idea, in_every_language, letters


@pytest.fixture
def node(dario, process):
    """A node of the map."""
    draft = NodeDraft(title=in_every_language("Buses at night"), summary={})
    return create_node(dario, process, draft)


def on_the_map(idea):
    """The stops of a thread that lead to a node."""
    return [stop for stop in timeline.fill([idea])[idea.id] if stop.url]


def test_the_letter_is_promised_for_when_a_slip_would_be_mended(ada, dario, process, node):
    link = link_contribution(dario, process, node, an_idea(ada, process, published=True))

    (promise,) = [one for one in db.session.scalars(select(Outbox)) if "ideamap" in one.name]
    assert promise.arguments == {"link_id": link.id}
    assert promise.due_at > link.linked_at + timedelta(seconds=10)


def test_an_author_reads_in_which_node_their_idea_is(dario, process, node):
    ada = a_person("Ada", language="en")
    link_contribution(dario, process, node, an_idea(a_person("Bea"), process, published=True))
    idea = an_idea(ada, process, title="A bus at night", published=True)
    link = link_contribution(dario, process, node, idea)

    tell_author(link_id=link.id)

    (letter,) = letters()
    assert letter.to == ada.email
    assert "«A bus at night»" in letter.body
    assert "«Buses at night»" in letter.body
    assert "1 other voice" in letter.body
    assert f"/processes/plan/idea-map/nodes/{node.id}" in letter.body


def test_linked_again_to_the_same_node_its_author_is_not_told_twice(ada, dario, process, node):
    idea = an_idea(ada, process, published=True)
    first = link_contribution(dario, process, node, idea)
    tell_author(link_id=first.id)
    unlink_contribution(dario, process, first)
    again = link_contribution(dario, process, node, idea)

    tell_author(link_id=again.id)

    assert len(letters()) == 1


def test_a_slip_is_told_to_nobody(ada, dario, process, node):
    link = link_contribution(dario, process, node, an_idea(ada, process, published=True))
    unlink_contribution(dario, process, link)

    tell_author(link_id=link.id)

    assert letters() == []


def test_what_was_hidden_meanwhile_is_told_to_nobody(ada, dario, process, node):
    idea = an_idea(ada, process, published=True)
    link = link_contribution(dario, process, node, idea)
    hide(idea)

    tell_author(link_id=link.id)

    assert letters() == []


def test_a_voice_without_a_person_gets_no_letter(ada, dario, process, node):
    idea = an_idea(ada, process, published=True)
    link = link_contribution(dario, process, node, idea)
    voice = db.session.get_one(type(idea).voice.property.mapper.class_, idea.voice_id)
    voice.kind, voice.person_id = type(voice.kind).PAPER, None
    db.session.flush()

    tell_author(link_id=link.id)

    assert letters() == []


def test_the_thread_tells_the_node_and_the_company(ada, dario, process, node, in_request):
    idea = an_idea(ada, process, published=True)
    link_contribution(dario, process, node, idea)

    (stop,) = on_the_map(idea)
    assert "first voice" in str(stop.text)
    link_contribution(dario, process, node, an_idea(a_person("Bea"), process, published=True))
    (stop,) = on_the_map(idea)

    assert "Beside 1 other voice." in str(stop.text)
    assert "Buses at night" in str(stop.link)
    assert stop.url == f"/processes/plan/idea-map/nodes/{node.id}"


def test_a_voice_on_the_map_has_come_two_stages(ada, dario, process, node, in_request):
    idea = an_idea(ada, process, published=True)
    assert standings_of([idea])[idea.id].stage == 1

    link = link_contribution(dario, process, node, idea)
    standing = standings_of([idea])[idea.id]
    assert standing.stage == 2
    assert "Buses at night" in str(standing.sentence)

    unlink_contribution(dario, process, link)
    assert standings_of([idea])[idea.id].stage == 1


def test_a_hidden_voice_is_on_no_map_until_it_is_shown_again(ada, dario, process, node, in_request):
    idea = an_idea(ada, process, published=True)
    link_contribution(dario, process, node, idea)

    hide(idea)
    assert timeline.fill([idea])[idea.id] == []
    publish(idea)

    assert standings_of([idea])[idea.id].stage == 2
