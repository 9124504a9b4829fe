"""Counting by zone, theme and node: kept by what changes them, true to a recount."""

from sqlalchemy import delete

from consult.contributions import (
    Contribution,
    ContributionDraft,
    hide,
    publish,
    revise,
    withdraw,
)
from consult.ideamap import NodeDraft, create_node, link_contribution, unlink_contribution
from consult.ideamap.jobs import reconcile_counts
from consult.ideamap.recounting import mend, recount, strays_in, tallied
from consult.ideamap.tallies import ALL, NONE, ON_THE_MAP, CellTally, CellVoice, CountedIn
from consult.kernel.db import db
from consult.processes import Process
from consult.territory import ZoneMembership, today, zone_of
from tests.makers import a_municipality, a_person, a_theme, an_idea, in_every_language, kept


def a_node(person, process, title="Buses at night"):
    return create_node(person, process, NodeDraft(title=in_every_language(title), summary={}))


def in_cell(process, zone=ALL, theme=ALL, node=ALL):
    return tallied(process).get((node, zone, theme), (0, 0))


def here():
    return zone_of(a_municipality(), today()).id


def test_who_writes_twice_in_a_zone_is_one_person_there(ada, process):
    for person in (ada, ada, a_person("Bea")):
        an_idea(person, process, published=True)

    assert in_cell(process, here(), a_theme().id) == (3, 2)
    assert in_cell(process, here()) == (3, 2)
    assert in_cell(process) == (3, 2)
    assert tallied(process) == recount(process)


def test_who_writes_on_two_themes_is_one_person_in_the_zone(ada, process):
    an_idea(ada, process, published=True)
    an_idea(ada, process, theme=a_theme(1), published=True)

    assert in_cell(process, here(), a_theme(1).id) == (1, 1)
    assert in_cell(process, here()) == (2, 1)


def test_what_waits_is_not_counted(ada, process):
    hide(an_idea(ada, process))
    an_idea(ada, process)

    assert tallied(process) == {}


def test_what_is_hidden_or_withdrawn_is_counted_no_longer(ada, process):
    first, second, third = (an_idea(ada, process, published=True) for _ in range(3))

    hide(first)
    withdraw(second)
    assert in_cell(process) == (1, 1)
    withdraw(third)

    assert tallied(process) == {} == recount(process)


def test_what_is_shown_again_is_counted_again(ada, process):
    idea = an_idea(ada, process, published=True)
    hide(idea)

    publish(idea)

    assert in_cell(process, here()) == (1, 1)


def test_a_revised_place_and_theme_move_the_count(ada, process):
    idea = an_idea(ada, process, published=True)
    moved = ContributionDraft("Elsewhere", "Now.", municipality_id=None, theme_id=a_theme(1).id)

    revise(ada, idea, moved, version=1)

    assert in_cell(process, here()) == (0, 0)
    assert in_cell(process, NONE, a_theme(1).id) == (1, 1)
    assert tallied(process) == recount(process)


def test_a_node_counts_by_zone_what_hangs_on_it(ada, dario, process):
    node, other = a_node(dario, process), a_node(dario, process, "Stations")
    idea = an_idea(ada, process, published=True)
    link = link_contribution(dario, process, node, idea)
    link_contribution(dario, process, other, idea)
    assert in_cell(process, here(), node=node.id) == (1, 1)
    assert in_cell(process, node=ON_THE_MAP) == (1, 1)

    unlink_contribution(dario, process, link)

    assert in_cell(process, node=node.id) == (0, 0)
    assert in_cell(process, node=ON_THE_MAP) == (1, 1)
    assert tallied(process) == recount(process)


def test_what_hangs_and_is_hidden_is_counted_on_no_node(ada, dario, process):
    node, idea = a_node(dario, process), an_idea(ada, process, published=True)
    link_contribution(dario, process, node, idea)

    hide(idea)
    assert tallied(process) == {}
    publish(idea)

    assert in_cell(process, node=node.id) == (1, 1)


def test_what_was_said_before_there_were_counts_is_counted(ada, process):
    an_idea(ada, process, published=True)
    for kind in (CountedIn, CellVoice, CellTally):
        db.session.execute(delete(kind))
    assert len(strays_in(process)) == 1

    mend(process.id, strays_in(process))

    assert strays_in(process) == []
    assert tallied(process) == recount(process) != {}


def test_a_place_that_changes_zones_takes_its_voices_along(ada, process):
    an_idea(ada, process, published=True)
    before, elsewhere = here(), a_municipality()
    stay = (
        db.session.query(ZoneMembership)
        .filter_by(municipality_id=elsewhere.id, valid_to=None)
        .one()
    )
    stay.valid_to = today()
    new = next(
        one.zone_id for one in db.session.query(ZoneMembership) if one.zone_id != stay.zone_id
    )
    kept(ZoneMembership(municipality_id=elsewhere.id, zone_id=new, valid_from=today()))

    mend(process.id, strays_in(process))

    assert in_cell(process, before) == (0, 0)
    assert in_cell(process, new) == (1, 1)


def test_the_hourly_task_mends_what_strayed_and_leaves_the_rest(ada, process):
    idea = an_idea(ada, process, published=True)
    db.session.execute(delete(CountedIn))
    db.session.execute(delete(CellVoice))
    db.session.execute(delete(CellTally))
    db.end_write(keep=True)

    reconcile_counts()
    reconcile_counts()

    kept_process = db.session.get_one(Process, process.id)
    assert db.session.get_one(Contribution, idea.id).is_public
    assert in_cell(kept_process) == (1, 1)
