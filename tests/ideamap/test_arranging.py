"""Arranging the map: nodes under strategies, what hangs on them, and who may."""

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.contributions import Contribution, hide, totals_of
from consult.ideamap import (
    LinkedAlreadyError,
    Maturity,
    Node,
    NodeDraft,
    NodeLink,
    NoTitleError,
    StaleNodeError,
    can_curate,
    counts_of,
    create_node,
    edit_node,
    link_contribution,
    nodes_in,
    ripen,
    unlink_contribution,
    zones_heard,
)
from consult.ideamap.queries import contributions_of, counts_in, total_in
from consult.ideamap.tree import tree_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError
from consult.processes import Role
from consult.taxonomy import strategies_of
from tests.makers import (
    a_municipality,
    a_person,
    a_process,
    an_idea,
    in_every_language,
    kept,
    on_staff,
    the_cycle,
)


def a_draft(title="Buses at night", **others):
    given = {"title": in_every_language(title), "summary": in_every_language("They meet.")}
    return NodeDraft(**(given | others))


def a_node(person, process, title="Buses at night", **others):
    return create_node(person, process, a_draft(title, **others))


def verbs():
    return list(db.session.scalars(select(Act.verb).order_by(Act.id)))


def a_strategy():
    return strategies_of(the_cycle())[0]


def test_a_curator_opens_a_node_under_a_keyword(dario, process):
    strategy = a_strategy()

    node = a_node(dario, process, strategy_id=strategy.id, keyword=0)

    assert (node.strategy_id, node.keyword, node.version) == (strategy.id, 0, 1)
    assert node.maturity is Maturity.SPARK
    assert verbs() == ["node.created"]


def test_a_node_can_wait_without_a_strategy(dario, process):
    node = a_node(dario, process, keyword=2)

    assert (node.strategy_id, node.keyword) == (None, None)


def test_a_node_has_a_title_in_at_least_one_language(dario, process):
    with pytest.raises(NoTitleError) as refusal:
        create_node(dario, process, NodeDraft(title={"en": "  "}, summary={}))

    assert refusal.value.field == f"title_{process.languages[0]}"


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR, Role.PLANNER])
def test_other_staff_do_not_arrange_the_map(process, role):
    other = on_staff(a_person("Olga"), process, role)

    with pytest.raises(NotAllowedError, match="Only the curators"):
        a_node(other, process)


def test_administrators_arrange_it_and_visitors_do_not(fabio, process):
    assert can_curate(fabio, process)
    assert not can_curate(None, process)


def test_changing_a_node_takes_a_new_version(dario, process):
    node = a_node(dario, process)

    edit_node(dario, process, node, a_draft("Night buses", maturity=Maturity.IDEA), version=1)

    assert set(node.title.values()) == {"Night buses"}
    assert (node.maturity, node.version) == (Maturity.IDEA, 2)
    act = db.session.scalars(select(Act).where(Act.verb == "node.edited")).one()
    assert sorted(act.details["changed"]) == ["maturity", "title"]


def test_saving_what_is_already_there_changes_nothing(dario, process):
    node = a_node(dario, process)

    edit_node(dario, process, node, a_draft(), version=1)

    assert node.version == 1
    assert verbs() == ["node.created"]


def test_the_second_of_two_curators_does_not_undo_the_first(dario, process):
    node = a_node(dario, process)
    edit_node(dario, process, node, a_draft("Night buses"), version=1)

    with pytest.raises(StaleNodeError):
        edit_node(dario, process, node, a_draft("Buses after ten"), version=1)

    assert set(node.title.values()) == {"Night buses"}


def test_a_node_ripens_and_never_goes_back(dario, process):
    node = a_node(dario, process)

    ripen(dario, node, Maturity.CANDIDATE)
    ripen(dario, node, Maturity.IDEA)

    assert (node.maturity, node.version) == (Maturity.CANDIDATE, 2)


def test_what_is_published_hangs_on_a_node(ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)

    link = link_contribution(dario, process, node, idea, note=" Same hour. ")

    assert (link.contribution_id, link.linked_by_id, link.note) == (idea.id, dario.id, "Same hour.")
    assert verbs()[-1] == "contribution.linked"


def test_it_may_hang_on_several_nodes_but_on_each_once(ada, dario, process):
    idea = an_idea(ada, process, published=True)
    one, other = a_node(dario, process), a_node(dario, process, "Stations")
    link_contribution(dario, process, one, idea)
    link_contribution(dario, process, other, idea)

    with pytest.raises(LinkedAlreadyError) as refusal:
        link_contribution(dario, process, one, idea)

    assert refusal.value.field == "code"
    assert total_in(process).contributions == 1


def test_the_database_itself_refuses_a_second_link(ada, dario, process):
    idea, node = an_idea(ada, process, published=True), a_node(dario, process)
    link_contribution(dario, process, node, idea)
    twin = NodeLink(
        node_id=node.id, contribution_id=idea.id, linked_by_id=dario.id, linked_at=now()
    )

    with pytest.raises(Exception, match=r"(?i)unique"):
        kept(twin)
    db.session.rollback()


def test_what_waits_or_is_hidden_does_not_enter_the_map(ada, dario, process):
    node = a_node(dario, process)
    waiting, hidden = an_idea(ada, process), an_idea(ada, process, published=True)
    hide(hidden)

    for idea in (waiting, hidden):
        with pytest.raises(NotAllowedError, match="Only what is published"):
            link_contribution(dario, process, node, idea)


def test_what_was_said_elsewhere_does_not_enter_the_map(ada, dario, process):
    elsewhere = an_idea(ada, a_process("other"), published=True)

    with pytest.raises(NotAllowedError, match="another consultation"):
        link_contribution(dario, process, a_node(dario, process), elsewhere)


def test_who_does_not_curate_links_nothing(ada, carla, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)

    with pytest.raises(NotAllowedError):
        link_contribution(carla, process, node, idea)


def test_a_link_can_be_undone_and_made_again(ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)
    link = link_contribution(dario, process, node, idea)

    unlink_contribution(dario, process, link)
    assert counts_of([node.id])[node.id].contributions == 0
    link_contribution(dario, process, node, idea)

    assert counts_of([node.id])[node.id].contributions == 1
    assert len(db.session.scalars(select(NodeLink)).all()) == 2


def test_a_link_is_undone_once(ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)
    link = link_contribution(dario, process, node, idea)
    unlink_contribution(dario, process, link)

    with pytest.raises(ConflictError):
        unlink_contribution(dario, process, link)


def test_who_does_not_curate_undoes_nothing(ada, carla, dario, process):
    link = link_contribution(
        dario, process, a_node(dario, process), an_idea(ada, process, published=True)
    )

    with pytest.raises(NotAllowedError):
        unlink_contribution(carla, process, link)


def test_a_node_counts_contributions_and_distinct_people(ada, dario, process):
    node = a_node(dario, process)
    for person in (ada, ada, a_person("Bea")):
        link_contribution(dario, process, node, an_idea(person, process, published=True))

    count = counts_in(process)[node.id]

    assert (count.contributions, count.people) == (3, 2)


def test_what_is_hidden_meanwhile_is_no_longer_counted(ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)
    link_contribution(dario, process, node, idea)

    hide(idea)

    assert counts_in(process) == {}
    assert contributions_of(node).rows == []


def test_whatever_changes_on_the_map_tells_the_pages(ada, dario, process):
    idea = an_idea(ada, process, published=True)

    def version():
        db.session.expire_all()
        return totals_of(process).version

    before = version()
    node = a_node(dario, process)
    assert version() > before
    before = version()
    link = link_contribution(dario, process, node, db.session.get_one(Contribution, idea.id))
    assert version() > before
    before = version()
    unlink_contribution(dario, process, link)
    assert version() > before


def test_the_tree_holds_every_strategy_then_what_is_tied_to_none(dario, process):
    strategy = a_strategy()
    words = len(next(iter(strategy.keywords.values())))
    under = a_node(dario, process, "Under a word", strategy_id=strategy.id, keyword=0)
    bare = a_node(dario, process, "Under none", strategy_id=strategy.id)
    lost = a_node(dario, process, "Under a lost word", strategy_id=strategy.id, keyword=words)
    free = a_node(dario, process, "Free")

    branches = tree_of(process).branches

    assert [branch.strategy for branch in branches[:-1]] == list(strategies_of(process.cycle))
    assert branches[0].twigs[0].nodes == [under]
    assert list(branches[0].twigs[-1].nodes) == [bare, lost]
    assert branches[-1].strategy is None
    assert list(branches[-1].twigs[0].nodes) == [free]


def test_the_most_mature_nodes_come_first(dario, process):
    spark = a_node(dario, process, "Spark")
    ripe = a_node(dario, process, "Ripe", maturity=Maturity.PROPOSAL)

    assert list(tree_of(process).branches[-1].twigs[0].nodes) == [ripe, spark]
    assert list(nodes_in(process)) == [spark, ripe]


def test_silent_zones_are_named_too(process):
    place = a_municipality()

    heard = zones_heard(process, {place.id: 3, 0: 5})

    assert sum(one.contributions for one in heard) == 3
    assert len({one.zone.id for one in heard}) == len(heard) > 1


def test_a_node_without_a_summary_says_only_its_title(dario, process):
    node = create_node(dario, process, NodeDraft(title={"en": "Alone"}, summary={"en": " "}))

    assert db.session.get_one(Node, node.id).summary == {}
