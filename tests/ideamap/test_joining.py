"""How far a node has come and why, joining two, hanging several voices at once."""

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.contributions import hide
from consult.ideamap import (
    CannotJoinError,
    Maturity,
    NodeDraft,
    NoReasonError,
    NotAllPublicError,
    StaleNodeError,
    all_public_on,
    counts_of,
    create_node,
    hang_several,
    join_node,
    joined_into,
    link_contribution,
    nodes_in,
    part_node,
    set_maturity,
    take_off_several,
)
from consult.ideamap.queries import contributions_of, steps_of
from consult.ideamap.recounting import recount, tallied
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError
from tests.makers import a_person, a_process, an_idea, in_every_language


def a_node(person, process, title="Buses at night"):
    return create_node(person, process, NodeDraft(title=in_every_language(title), summary={}))


def count_on(node):
    count = counts_of([node.id])[node.id]
    return count.contributions, count.people


def test_a_node_comes_to_a_maturity_for_a_reason_that_stays(dario, process):
    node = a_node(dario, process)

    set_maturity(dario, process, node, (Maturity.PROPOSAL, " Costed. "), version=1)
    set_maturity(dario, process, node, (Maturity.PROPOSAL, "Again."), version=2)
    set_maturity(dario, process, node, (Maturity.IDEA, "The cost was wrong."), version=2)

    assert (node.maturity, node.version) == (Maturity.IDEA, 3)
    assert [step.reason for step in steps_of(node)] == ["The cost was wrong.", "Costed."]
    acts = db.session.scalars(select(Act).where(Act.verb == "node.matured")).all()
    assert [act.reason for act in acts] == ["Costed.", "The cost was wrong."]


def test_maturity_needs_a_reason_and_the_version_that_was_read(ada, dario, process):
    node = a_node(dario, process)

    with pytest.raises(NoReasonError):
        set_maturity(dario, process, node, (Maturity.IDEA, "  "), version=1)
    with pytest.raises(StaleNodeError):
        set_maturity(dario, process, node, (Maturity.IDEA, "Yes."), version=7)
    with pytest.raises(NotAllowedError):
        set_maturity(ada, process, node, (Maturity.IDEA, "Yes."), version=1)


def test_a_joined_node_is_counted_and_shown_in_the_other(ada, dario, process):
    one, other = a_node(dario, process, "One"), a_node(dario, process, "Other")
    both, own = an_idea(ada, process, published=True), an_idea(ada, process, published=True)
    link_contribution(dario, process, one, both)
    link_contribution(dario, process, other, both)
    link_contribution(dario, process, one, own)

    join_node(dario, process, one, other, "The same.")

    assert count_on(other) == (2, 1)
    assert {idea.id for idea in contributions_of(other).rows} == {both.id, own.id}
    assert len(all_public_on(other)) == 2
    assert list(nodes_in(process)) == [other]
    assert joined_into(one) is other
    assert tallied(process) == recount(process)


def test_a_joining_is_undone_and_nothing_is_lost(ada, dario, process):
    one, other = a_node(dario, process, "One"), a_node(dario, process, "Other")
    link_contribution(dario, process, one, an_idea(ada, process, published=True))
    bond = join_node(dario, process, one, other, "The same.")

    part_node(dario, process, bond)

    assert (count_on(one), count_on(other)) == ((1, 1), (0, 0))
    assert list(nodes_in(process)) == [one, other]
    assert tallied(process) == recount(process)
    with pytest.raises(ConflictError):
        part_node(dario, process, bond)


def test_what_hangs_later_on_a_joined_node_counts_in_the_other(ada, dario, process):
    one, other = a_node(dario, process, "One"), a_node(dario, process, "Other")
    join_node(dario, process, one, other, "The same.")

    link_contribution(dario, process, one, an_idea(ada, process, published=True))

    assert count_on(other) == (1, 1)


def test_what_cannot_be_joined_is_refused(ada, dario, fabio, process):
    one, other, third = (a_node(dario, process, title) for title in ("One", "Other", "Third"))
    far = a_node(fabio, a_process("other"))

    for into in (one, far):
        with pytest.raises(CannotJoinError, match="another node"):
            join_node(dario, process, one, into, "Why.")
    with pytest.raises(NoReasonError):
        join_node(dario, process, one, other, "")
    with pytest.raises(NotAllowedError):
        join_node(ada, process, one, other, "Why.")
    join_node(dario, process, one, other, "Why.")
    for first, second in ((one, third), (other, third), (third, one)):
        with pytest.raises(CannotJoinError, match="already"):
            join_node(dario, process, first, second, "Why.")


def test_several_hang_at_once_and_are_taken_off_at_once(ada, dario, process):
    node = a_node(dario, process)
    ideas = [an_idea(person, process, published=True) for person in (ada, ada, a_person("Bea"))]
    link_contribution(dario, process, node, ideas[0])

    links = hang_several(dario, process, node, [idea.code for idea in ideas])
    assert len(links) == 2
    assert len({link.linked_at for link in links}) == 1
    assert count_on(node) == (3, 2)

    assert take_off_several(dario, process, links) == 2
    assert take_off_several(dario, process, links) == 0
    assert count_on(node) == (1, 1)


def test_several_hang_together_or_not_at_all(ada, dario, process):
    node, good = a_node(dario, process), an_idea(ada, process, published=True)
    hidden = an_idea(ada, process, published=True)
    hide(hidden)
    elsewhere = an_idea(ada, a_process("other"), published=True)

    for codes in ([good.code, hidden.code], [good.code, elsewhere.code], ["2222222"], []):
        with pytest.raises(NotAllPublicError):
            hang_several(dario, process, node, codes)
    with pytest.raises(NotAllowedError):
        hang_several(ada, process, node, [good.code])

    assert count_on(node) == (0, 0)
