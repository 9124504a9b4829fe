"""Publishing the map in numbered versions, and reading what changed between them."""

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.contributions import ContributionDraft, hide, revise, withdraw
from consult.editions import (
    EmptyMapError,
    StaleVersionError,
    changes_between,
    changes_to_publish,
    publish_map,
)
from consult.editions.commands import digest_of
from consult.editions.models import MapVersion, VersionNode, VersionVoice
from consult.editions.queries import nodes_of_version, still_reads, voices_on
from consult.ideamap import (
    Maturity,
    Node,
    NodeDraft,
    NodeLink,
    create_node,
    edit_node,
    link_contribution,
    unlink_contribution,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.kernel.jobs import Outbox
from consult.taxonomy import strategies_of
from tests.makers import a_person, a_process, an_idea, in_every_language, the_cycle

MAP = "/processes/plan/idea-map"
DESK = "/processes/plan/desk/idea-map"


def a_draft(title="Buses at night", **others):
    return NodeDraft(title=in_every_language(title), summary={}, **others)


def a_node(person, process, title="Buses at night", **others):
    return create_node(person, process, a_draft(title, **others))


def hung(person, process, node, *ideas):
    return [link_contribution(person, process, node, idea) for idea in ideas]


def test_a_version_keeps_places_counts_and_hashes_but_no_text(ada, dario, process):
    node = a_node(dario, process)
    idea = an_idea(ada, process, title="An unmistakable canary", published=True)
    hung(dario, process, node, idea)
    assert changes_to_publish(process) == 2

    version = publish_map(dario, process, {"en": "The first."}, after=0)

    assert changes_to_publish(process) == 0

    kept = db.session.scalars(select(VersionVoice)).one()
    assert (version.number, version.contributions, version.people) == (1, 1, 1)
    assert (kept.node_id, kept.contribution_id, len(kept.text_hash)) == (node.id, idea.id, 64)
    rows = [*db.session.scalars(select(VersionNode)), kept, version]
    assert "canary" not in " ".join(str(vars(row)) for row in rows)
    act = db.session.scalars(select(Act).where(Act.verb == "map.published")).one()
    assert act.details == {"number": 1, "digest": version.digest}


def test_planners_publish_too_and_others_do_not(ada, carla, dario, elena, process):
    a_node(dario, process)
    publish_map(elena, process, {}, after=0)

    for other in (ada, carla):
        with pytest.raises(NotAllowedError, match="Only curators and planners"):
            publish_map(other, process, {}, after=1)


def test_a_map_without_a_node_is_not_published(dario, process):
    with pytest.raises(EmptyMapError):
        publish_map(dario, process, {}, after=0)


def test_the_second_of_two_who_publish_at_once_is_told(dario, elena, process):
    a_node(dario, process)
    publish_map(dario, process, {}, after=0)

    with pytest.raises(StaleVersionError, match="Version 1"):
        publish_map(elena, process, {}, after=0)


def test_each_consultation_numbers_its_own(dario, fabio, process):
    other = a_process("other")
    a_node(dario, process)
    a_node(fabio, other)

    assert publish_map(dario, process, {}, after=0).number == 1
    assert publish_map(fabio, other, {}, after=0).number == 1


def test_what_is_hidden_is_in_no_version(ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)
    hung(dario, process, node, idea)
    hide(idea)

    version = publish_map(dario, process, {}, after=0)

    assert version.contributions == 0
    assert db.session.scalars(select(VersionVoice)).all() == []


def test_a_withdrawn_voice_stays_as_a_hash_that_verifies(ada, dario, process):
    node = a_node(dario, process)
    gone, revised = (an_idea(ada, process, published=True) for _ in range(2))
    hung(dario, process, node, gone, revised)
    version = publish_map(dario, process, {}, after=0)

    withdraw(gone)
    revise(ada, revised, ContributionDraft("Other words", "Here."), version=1)

    reads = {
        one.contribution_id: still_reads(one) for one in voices_on(version, node.id, None).rows
    }
    assert reads == {gone.id: True, revised.id: False}
    assert digest_of(version) == version.digest


def test_a_version_that_was_tampered_with_does_not_verify(ada, dario, process):
    a_node(dario, process)
    version = publish_map(dario, process, {}, after=0)

    db.session.scalars(select(VersionNode)).one().contributions = 7
    db.session.flush()

    assert digest_of(version) != version.digest


def test_a_renamed_node_is_said_to_read_otherwise(dario, process):
    node = a_node(dario, process)
    version = publish_map(dario, process, {}, after=0)

    edit_node(dario, process, node, a_draft("Night trains"), version=1)

    assert [one.reworded for one in nodes_of_version(version)] == [True]


def test_a_diff_tells_what_entered_left_grew_moved_and_matured(ada, dario, process):
    strategy = strategies_of(the_cycle())[0]
    grows, moves = a_node(dario, process, "Grows"), a_node(dario, process, "Moves")
    first, second, third = (an_idea(ada, process, published=True) for _ in range(3))
    (link,) = hung(dario, process, grows, first)
    one = publish_map(dario, process, {}, after=0)
    enters = a_node(dario, process, "Enters")
    hung(dario, process, grows, second, third)
    unlink_contribution(dario, process, link)
    edit_node(
        dario,
        process,
        moves,
        a_draft("Moves", strategy_id=strategy.id, maturity=Maturity.PROPOSAL),
        version=1,
    )

    two = publish_map(dario, process, {}, after=1)
    changes = changes_between(one, two)

    assert [node.id for node in changes.entered] == [enters.id]
    assert changes.left == []
    assert [(step.node.id, step.grew) for step in changes.grew] == [(grows.id, 1)]
    assert [step.node.id for step in changes.moved] == [moves.id]
    assert [(step.was.maturity, step.node.maturity) for step in changes.matured] == [
        (Maturity.SPARK, Maturity.PROPOSAL)
    ]
    assert (changes.voices_entered, changes.voices_left) == (2, 1)
    back = changes_between(two, one)
    assert [node.id for node in back.left] == [enters.id]
    assert not changes_between(one, one).any


def test_publishing_tells_only_whom_nobody_told(ada, dario, process):
    node = a_node(dario, process)
    told, untold = hung(
        dario, process, node, *(an_idea(ada, process, published=True) for _ in range(2))
    )
    told.told_at = now()
    db.session.flush()
    before = len(db.session.scalars(select(Outbox)).all())

    publish_map(dario, process, {}, after=0)

    later = db.session.scalars(select(Outbox).order_by(Outbox.id)).all()[before:]
    assert [call.arguments["link_id"] for call in later if "link_id" in call.arguments] == [
        untold.id
    ]


def test_versions_are_read_by_everyone(browser, ada, dario, process):
    node = a_node(dario, process)
    ideas = [an_idea(ada, process, title=f"Title {n}", published=True) for n in range(3)]
    hung(dario, process, node, *ideas)
    publish_map(dario, process, {"en": "How it began.", "it": "Come comincia."}, after=0)
    hung(dario, process, a_node(dario, process, "Stations"), ideas[0])
    publish_map(dario, process, {}, after=1)
    withdraw(ideas[1])
    hide(ideas[2])

    assert "Version 2" in browser.get(f"{MAP}/versions").text("main")
    page = browser.get(f"{MAP}/versions/2")
    assert "Stations" in page.text("main")
    assert "Verified now" in page.text("main")
    assert "How it began" in browser.get(f"{MAP}/versions/1").text("main")
    page = browser.get(f"{MAP}/versions/1/nodes/{node.id}")
    assert "Title 0" in page.text("main")
    assert "Withdrawn" in page.text("main")
    assert "No longer public" in page.text("main")
    assert "Title 1" not in page.html
    assert "Title 2" not in page.html
    past = browser.get(f"{MAP}?version=1")
    assert "Stations" not in past.text(".tree")
    assert "no. 1" in past.text("h1")
    by_zone = past.texts("#territory ~ .bars td:last-child")
    assert sorted(by_zone, key=int)[-2:] == ["0", "3"]
    assert browser.get(f"{MAP}?version=1&strategy=none").status == 200


def test_what_is_no_version_is_missing_or_refused(browser, dario, process):
    node = a_node(dario, process)
    publish_map(dario, process, {}, after=0)
    a_process("other")

    assert browser.get(f"{MAP}/versions/1").status == 200
    assert browser.get(f"{MAP}/versions/2").status == 404
    assert browser.get("/processes/other/idea-map/versions/1").status == 404
    assert browser.get(f"{MAP}/versions/1/nodes/{node.id + 99}").status == 404
    assert browser.get(f"{MAP}/versions/{10**30}").status == 404
    assert browser.get(f"{MAP}/versions/1?since=7").status == 400


def test_no_version_yet_is_said(browser, process):
    assert "No version is published yet" in browser.get(f"{MAP}/versions").text("main")


def test_a_planner_publishes_with_notes(browser, dario, elena, process):
    a_node(dario, process)
    first = process.languages[0]
    browser.sign_in(elena).get(f"{DESK}/versions/new")

    answer = browser.post(
        f"{DESK}/versions", _at=f"{DESK}/versions/new", **{f"notes_{first}": "New."}
    )

    assert answer.status == 303
    assert db.session.scalars(select(MapVersion)).one().notes == {first: "New."}


def test_an_empty_map_keeps_the_notes_that_were_typed(browser, dario, process):
    first = process.languages[0]
    browser.sign_in(dario).get(f"{DESK}/versions/new")

    page = browser.post(f"{DESK}/versions", **{f"notes_{first}": "Too early."})

    assert page.status == 422
    assert "nothing to publish" in page.text("main")
    assert page.value(f"notes_{first}") == "Too early."


def test_a_version_published_meanwhile_conflicts_and_keeps_the_notes(
    browser, dario, elena, process
):
    first = process.languages[0]
    a_node(dario, process)
    form = browser.sign_in(elena).get(f"{DESK}/versions/new").form_to(f"{DESK}/versions")
    publish_map(dario, process, {}, after=0)

    page = browser.send(f"{DESK}/versions", data=form | {f"notes_{first}": "Mine."})

    assert page.status == 409
    assert page.value(f"notes_{first}") == "Mine."


def test_who_may_not_publish_reads_why(browser, process):
    page = browser.sign_in(a_person("Olga")).get(f"{DESK}/versions/new")

    assert page.status == 403


def test_nodes_and_links_stay_as_they_were(dario, process):
    a_node(dario, process)
    publish_map(dario, process, {}, after=0)

    assert len(db.session.scalars(select(Node)).all()) == 1
    assert db.session.scalars(select(NodeLink)).all() == []
