"""Splitting a node in two: which voices go, what is counted where, and back."""

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.contributions import hide
from consult.editions import changes_between, publish_map
from consult.ideamap import (
    CannotSplitError,
    Maturity,
    NodeDraft,
    NoReasonError,
    NoTitleError,
    SplitDraft,
    bonds_of,
    counts_of,
    create_node,
    get_node,
    join_node,
    joined_into,
    link_contribution,
    mend_node,
    nodes_in,
    part_node,
    split_node,
)
from consult.ideamap.recounting import recount, tallied
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError
from tests.makers import a_person, an_idea, in_every_language


def a_node(person, process, title="Buses at night", **others):
    return create_node(person, process, NodeDraft(in_every_language(title), {}, **others))


def a_split(*ideas, title="Trains at night", reason="Two things."):
    codes = frozenset(one.code for one in ideas)
    return SplitDraft(in_every_language(title), {}, codes, reason)


def hung(person, process, node, *authors):
    ideas = [an_idea(author, process, published=True) for author in authors]
    for idea in ideas:
        link_contribution(person, process, node, idea, "Why.")
    return ideas


def count_on(node):
    count = counts_of([node.id])[node.id]
    return count.contributions, count.people


def test_those_chosen_go_to_a_new_node_and_people_are_counted_in_each(ada, dario, process):
    node = a_node(dario, process, maturity=Maturity.PROJECT)
    stays, goes, also_goes = hung(dario, process, node, ada, ada, a_person("Olga"))
    assert count_on(node) == (3, 2)

    beside = split_node(dario, process, node, a_split(goes, also_goes))

    assert (count_on(node), count_on(beside)) == ((1, 1), (2, 2))
    assert stays.code not in {goes.code, also_goes.code}
    assert tallied(process) == recount(process)
    assert list(nodes_in(process)) == [node, beside]
    assert (beside.strategy_id, beside.theme_id) == (node.strategy_id, node.theme_id)
    assert beside.maturity is Maturity.PROPOSAL, "a project is a project of the node it came from"
    [(bond, other)] = bonds_of(node).split
    assert (bond.reason, other) == ("Two things.", beside)
    assert bonds_of(beside).split_from == (bond, node)
    act = db.session.scalars(select(Act).where(Act.verb == "node.split")).one()
    assert (act.reason, act.details) == ("Two things.", {"into": beside.id})


def test_a_splitting_is_undone_and_done_again(ada, dario, process):
    node = a_node(dario, process)
    _stays, goes = hung(dario, process, node, ada, a_person("Olga"))
    before = count_on(node)
    beside = split_node(dario, process, node, a_split(goes))
    hung(dario, process, beside, ada)
    [(bond, _other)] = bonds_of(node).split

    joining = mend_node(dario, process, bond)

    assert count_on(node) == (before[0] + 1, before[1])
    assert joined_into(beside) is node
    assert not bonds_of(node).split
    assert bonds_of(beside).split_from is None or bonds_of(beside).split_from[0] is joining
    assert tallied(process) == recount(process)
    with pytest.raises(ConflictError):
        mend_node(dario, process, bond)
    part_node(dario, process, joining)
    assert (count_on(node), count_on(beside)) == ((1, 1), (2, 2))
    assert tallied(process) == recount(process)


@pytest.mark.parametrize(
    ("chosen", "told"), [(0, "at least one"), (2, "at least one here"), (1, "hangs here no more")]
)
def test_some_go_some_stay_and_what_is_not_public_any_more_stops_it(
    ada, dario, process, chosen, told
):
    node = a_node(dario, process)
    ideas = hung(dario, process, node, ada, ada, ada)
    hide(ideas[2])
    going = ideas[2:] if chosen == 1 else ideas[:chosen]

    with pytest.raises(CannotSplitError, match=told):
        split_node(dario, process, node, a_split(*going))


def test_a_split_says_what_it_is_and_why_and_is_the_curators(ada, dario, process):
    node = a_node(dario, process)
    _stays, goes = hung(dario, process, node, ada, ada)

    with pytest.raises(NoReasonError):
        split_node(dario, process, node, a_split(goes, reason=" "))
    with pytest.raises(NoTitleError):
        split_node(dario, process, node, a_split(goes, title=" "))
    with pytest.raises(NotAllowedError):
        split_node(ada, process, node, a_split(goes))


def test_what_is_joined_into_another_is_not_split(ada, dario, process):
    node, other = a_node(dario, process), a_node(dario, process, "Other")
    _stays, goes = hung(dario, process, node, ada, ada)
    join_node(dario, process, node, other, "The same.")

    with pytest.raises(CannotSplitError, match="undo that first"):
        split_node(dario, process, node, a_split(goes))


def test_versions_tell_what_was_split_and_what_was_joined(ada, dario, process):
    node, twin = a_node(dario, process), a_node(dario, process, "Twin")
    _stays, goes = hung(dario, process, node, ada, ada)
    one = publish_map(dario, process, {}, after=0)
    beside = split_node(dario, process, node, a_split(goes))
    join_node(dario, process, twin, node, "The same.")

    two = publish_map(dario, process, {}, after=1)

    changes = changes_between(one, two)
    assert [step.grew for step in changes.grew] == [-1]
    assert [entered.id for entered in changes.entered] == [beside.id]
    assert changes.split_from[beside.id].id == node.id
    assert [left.id for left in changes.left] == [twin.id]
    assert changes.joined_into[twin.id].id == node.id
    assert (changes.voices_entered, changes.voices_left) == (0, 0)
    assert get_node(process, node.id) is node
