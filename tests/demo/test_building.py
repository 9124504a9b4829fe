"""The demo is built on the real commands, once, and goes on where it was interrupted."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.accounts import Person
from consult.coding import Code, Mark
from consult.commitments import Commitment
from consult.contributions import Channel, Contribution, State
from consult.demo import build_demo, plan_folder
from consult.demo.models import Episode
from consult.demo.scenes import voices
from consult.discussion import Comment
from consult.docket import Check, agreement_in
from consult.editions import MapVersion
from consult.files import Attachment
from consult.ideamap import Node, NodeLink
from consult.interviews import Interview, InterviewState
from consult.kernel.clock import now
from consult.kernel.db import Model, db
from consult.kernel.errors import NotAllowedError
from consult.kernel.mail import DemoLetter, Letter
from consult.moderation import Report, SecondLook
from consult.processes import Activity, Process, Staff
from consult.processes import State as ProcessState
from consult.projects import CandidateProject, Origin, ProjectState
from consult.projects import State as ProjectStanding
from consult.returning import Answer
from consult.seats import Seat
from consult.speaking import Turn
from consult.tables import Session, SessionState, Table
from consult.taxonomy import Cycle
from consult.voting import Stance, Statement, Support
from consult.wall import Dot, Pile
from tests.demo.conftest import let_go
from tests.extent import PLAN


def rows(kind, *where):
    return db.session.scalars(select(kind).where(*where).order_by(kind.id)).all()


def sizes():
    """Count the rows of every table."""
    tables = Model.metadata.sorted_tables
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables
    }


def cards_of(world):
    """How many cards of tables became contributions."""
    return sum(len(one.cards) for one in world.sessions)


def passages_of(world):
    """How many passages of interviews became contributions, by what was said of them."""
    told = world.hearing.interviews if world.hearing else ()
    return Counter(said.answer for one in told for said in one.answers)


def test_everything_that_is_told_is_there(built, world):
    states, cards = Counter(one.state for one in rows(Contribution)), cards_of(world)
    passages = passages_of(world)
    approved, amended = passages[Answer.APPROVED], passages[Answer.AMENDED]

    read = sum(bool(one.read) for one in world.sayings)
    assert states[State.PUBLISHED] == read + cards + approved
    assert states[State.HIDDEN] == sum(bool(one.hidden) for one in world.sayings)
    assert sum(states.values()) == len(world.sayings) + cards + approved + amended
    assert len(rows(Person)) == len(world.people)
    assert len(rows(Staff)) == sum(len(one.posts) for one in world.cast)
    assert len(rows(Node)) == len(world.nodes)
    assert len(rows(NodeLink)) == sum(len(one.links) for one in world.nodes)
    assert len(rows(CandidateProject)) == len(world.projects)
    assert len(rows(MapVersion)) == len(world.editions)


def test_sessions_were_held_as_told_and_one_is_ready_to_run(built, world):
    held = [one for one in world.sessions if one.seats]
    states = Counter(one.state for one in rows(Session))

    assert len(rows(Table)) == len(world.tables)
    assert states == {
        SessionState.CLOSED: len(held),
        SessionState.PREPARED: len(world.sessions) - len(held),
    }
    assert len(rows(Seat)) == sum(len(one.seats) for one in held)
    assert len(rows(Pile)) == sum(len(one.piles) for one in held)
    assert len(rows(Turn)) == sum(len(one.turns) for one in held)
    assert len(rows(Commitment)) == sum(len(one.promises) for one in held)
    assert rows(Dot)
    for one in rows(Session, Session.state == SessionState.CLOSED):
        assert abs(one.started_at - one.starts_at) < timedelta(seconds=5)
        assert one.opened_at < one.started_at < one.ended_at < one.closed_at
    assert all(one.seats or one.starts.startswith("-") for one in world.sessions)


def test_a_second_run_brings_nothing_new(built):
    before = sizes()
    let_go()

    build_demo(PLAN)

    assert sizes() == before


def test_what_people_did_meanwhile_stays(built, world):
    contribution = rows(Contribution, Contribution.state == State.WAITING)[0]
    contribution.publish(now())
    db.session.flush()
    let_go()

    build_demo(PLAN)

    assert db.session.get_one(Contribution, contribution.id).state is State.PUBLISHED
    heard = passages_of(world)
    said = heard[Answer.APPROVED] + heard[Answer.AMENDED]
    assert len(rows(Contribution)) == len(world.sayings) + cards_of(world) + said


def test_an_interrupted_build_goes_on_from_there(database, in_the_demo, short_story, monkeypatch):
    let_go()
    with monkeypatch.context() as broken:
        broken.setattr(voices, "hide_subject", None)
        with pytest.raises(TypeError):
            build_demo(PLAN)
    assert abs(now() - rows(Episode)[0].at) < timedelta(minutes=5)
    db.forget()

    build_demo(PLAN)

    titles = Counter(one.title for one in rows(Contribution))
    assert set(titles.values()) == {1}
    assert len(titles) == len(short_story.sayings)
    assert rows(Support)
    assert rows(Comment)


def test_what_the_crowd_did_is_counted_where_it_is_shown(built):
    supports = Counter(one.contribution_id for one in rows(Support))
    comments = Counter(one.contribution_id for one in rows(Comment))

    for one in rows(Contribution):
        assert (one.supports, one.comments) == (supports[one.id], comments[one.id])


def test_the_moderators_have_work_of_every_kind(built, world):
    returned = rows(Contribution, Contribution.state == State.RETURNED)

    assert len(rows(Contribution, Contribution.state == State.WAITING)) > len(returned)
    assert len(returned) == len(world.desk.returned)
    assert len(rows(Report)) == len(world.desk.reports)
    assert len(rows(SecondLook)) == len(world.desk.second_looks)


def test_projects_came_to_what_is_told_of_them_each_by_a_dated_act(built, world):
    told = Counter(act.state for project in world.projects for act in project.acts)
    acts = rows(ProjectState, ProjectState.state.in_(list(told)))

    assert Counter(one.state for one in rows(CandidateProject) if one.state in told) == told
    assert sorted(one.reason for one in acts) == sorted(
        act.why for project in world.projects for act in project.acts
    )
    assert all(one.at < now() for one in acts)


@pytest.mark.milan
def test_projects_stand_at_every_point_of_their_way(built):
    states = Counter(one.state for one in rows(CandidateProject))

    assert set(states) == set(ProjectStanding)
    assert states[ProjectStanding.ACCEPTED] >= 2


@pytest.mark.milan
def test_two_moderators_read_enough_twice_to_say_how_far_they_agree(built):
    agreed = agreement_in(rows(Process)[0])
    open_ones = rows(Check, Check.at.is_(None))

    assert agreed is not None
    assert 0.8 < agreed.share < 1
    assert agreed.kappa is not None
    assert agreed.kappa > 0.4
    assert len(open_ones) == 1


def test_each_statement_of_the_questions_was_answered(built, world):
    statements = rows(Statement)

    assert len(statements) == sum(len(one.statements) for one in world.questions)
    assert all(one.answers for one in statements)
    assert sum(one.answers for one in statements) == len(rows(Stance))


@pytest.mark.milan
def test_a_few_voices_have_most_of_the_supports(built):
    supports = Counter(one.contribution_id for one in rows(Support)).values()

    assert max(supports) > 5 * sorted(supports)[len(supports) // 2]


def test_nothing_happens_in_the_future_nor_all_at_once(built):
    moments = [one.submitted_at for one in rows(Contribution)]

    assert max(moments) < now()
    assert max(moments) - min(moments) > timedelta(days=14)
    assert all(one.published_at > one.submitted_at for one in rows(Contribution) if one.is_public)
    assert max(one.written_at for one in rows(DemoLetter)) < now()


def test_positions_close_in_twenty_days_at_six(built, world):
    process = rows(Process)[0]
    phase = process.phase_open_for(Activity.SUBMIT_IDEAS, now())

    assert process.state is ProcessState.PUBLISHED
    assert phase is not None
    closes = phase.closes_at.astimezone(process.time_zone)
    today = now().astimezone(process.time_zone)
    assert (closes.date() - today.date()).days in {19, 20}
    assert (closes.hour, closes.minute) == (18, 0)
    assert [one.code for one in process.phases] == [one.code for one in world.phases]
    assert process.minimum_age == process.cycle.minimum_age


def test_letters_are_shown_and_none_is_sent(built, world):
    addresses = {one.email for one in world.people.values()}

    assert not rows(Letter)
    assert {one.to for one in rows(DemoLetter)} <= addresses
    assert all(one.subject and "\n\n" in one.body for one in rows(DemoLetter))
    assert not any("\n\n\n" in one.body for one in rows(DemoLetter))


def test_words_said_at_a_table_say_so(built):
    said = rows(Contribution, Contribution.channel == Channel.TABLE)

    assert all(one.evidence and one.evidence["session"] for one in said)
    assert any(one.entered_by_id is not None for one in said), "written down by the facilitator"
    assert any(one.entered_by_id is None for one in said), "written on a card"


def test_one_idea_has_a_drawing(built):
    [photo] = rows(Attachment)

    assert photo.text
    assert photo.width > photo.thumbnail_width


def test_each_origin_of_a_project_says_what_was_kept_and_most_what_was_not(built):
    origins = rows(Origin)

    assert all(origin.part for origin in origins)
    assert sum(bool(origin.note) for origin in origins) * 2 >= len(origins) > 0


def test_the_plan_is_loaded_with_it(built):
    assert len(rows(Cycle)) == 1


def test_invented_people_are_put_nowhere_but_in_a_demo(database):
    let_go()

    with pytest.raises(NotAllowedError, match="demonstration"):
        build_demo(PLAN)

    assert not rows(Person)


def test_a_plan_nobody_tells_of_is_refused():
    with pytest.raises(FileNotFoundError):
        plan_folder("atlantis")


def test_interviews_are_told_over_all_zones_at_every_stage(built, world):
    if world.hearing is None:
        pytest.skip("this plan's demo hears nobody")
    interviews, told = rows(Interview), world.hearing.interviews

    assert len(interviews) == len(told)
    assert len({one.zone_id for one in interviews}) == len({one.zone for one in told})
    assert Counter(one.state for one in interviews) == {
        InterviewState.HELD: sum(bool(one.held and not one.withdrawn) for one in told),
        InterviewState.WITHDRAWN: sum(bool(one.withdrawn) for one in told),
        InterviewState.PLANNED: sum(not one.held for one in told),
    }
    assert len(rows(Code)) == sum(1 + len(one.under) for one in world.hearing.codes)
    marks = sum(1 + bool(mark.second) for one in told for mark in one.marks)
    assert len(rows(Mark)) == marks
