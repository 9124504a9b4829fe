"""The life of a project: accepted, set aside, joined into another, and taken back."""

import pytest

from consult.audit import Act
from consult.ideamap import Maturity
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.processes import Activity
from consult.projects import (
    NoReasonError,
    NotJoinableError,
    State,
    accept,
    join_into,
    make_candidate,
    origins_of,
    reopen,
    set_aside,
)
from consult.projects.lineage import family_of, line_of, taken_in
from consult.projects.queries import states_of
from tests.makers import a_process, on_staff
from tests.projects.worlds import a_candidate, a_project, a_public_idea


@pytest.fixture
def candidate(ada, dario, process):
    return a_candidate(dario, process, a_public_idea(ada, process))


def lives(project):
    return [act.state for act in states_of([project.id])[project.id]]


def test_a_planner_accepts_a_candidate_and_its_node_becomes_a_project(elena, process, candidate):
    accept(elena, process, candidate, " By the resolution no. 41. ")

    assert candidate.state is State.ACCEPTED
    act = states_of([candidate.id])[candidate.id][-1]
    assert (act.state, act.reason, act.by_id) == (
        State.ACCEPTED,
        "By the resolution no. 41.",
        elena.id,
    )
    assert origins_of(candidate)[0].node.maturity is Maturity.PROJECT
    assert db.session.query(Act).filter_by(verb="project.accepted").count() == 1


def test_curators_accept_nothing_and_take_no_acceptance_back(dario, elena, process, candidate):
    with pytest.raises(NotAllowedError, match="Only the planners"):
        accept(dario, process, candidate)
    accept(elena, process, candidate)

    with pytest.raises(NotAllowedError, match="Only the planners"):
        reopen(dario, process, candidate, "A slip.")


def test_a_project_comes_before_everyone_while_a_phase_opens_that(ada, dario, process):
    origin = a_public_idea(ada, process)
    process.phases[0].opens = []
    draft = a_project(dario, process, origin)  # the staff prepares before

    with pytest.raises(NotAllowedError, match="in a phase that opens candidate projects"):
        make_candidate(dario, process, draft)

    process.phases[0].opens = [Activity.CANDIDATE_PROJECTS]
    make_candidate(dario, process, draft)
    process.phases[0].opens = []
    set_aside(dario, process, draft, "The council answers after the phase too.")
    assert draft.state is State.SET_ASIDE


def test_only_a_candidate_is_accepted_or_joined(ada, dario, elena, process, candidate):
    draft = a_project(dario, process, a_public_idea(ada, process, "Another voice"))

    with pytest.raises(NotAllowedError, match="Only a candidate"):
        accept(elena, process, draft)
    with pytest.raises(NotAllowedError, match="Only a candidate"):
        join_into(dario, process, draft, candidate, "They go together.")
    for step in (draft.accept, draft.go_into_another, draft.set_aside):
        with pytest.raises(RefusedError, match="Only a candidate"):
            step()


def test_who_does_not_draft_joins_nothing(carla, process, candidate):
    for step in (
        lambda: join_into(carla, process, candidate, candidate, "Why."),
        lambda: accept(carla, process, candidate),
        lambda: reopen(carla, process, candidate, "Why."),
    ):
        with pytest.raises(NotAllowedError):
            step()


def test_an_acceptance_is_taken_back_with_a_reason(elena, process, candidate):
    accept(elena, process, candidate)
    with pytest.raises(NoReasonError):
        reopen(elena, process, candidate, " ")

    reopen(elena, process, candidate, "The money is gone.")

    assert lives(candidate)[-2:] == [State.ACCEPTED, State.CANDIDATE]


def test_what_is_accepted_is_no_candidate_anew_and_is_not_set_aside(elena, process, candidate):
    accept(elena, process, candidate)

    with pytest.raises(NotAllowedError, match="already"):
        make_candidate(elena, process, candidate)
    with pytest.raises(NotAllowedError, match="Only a candidate"):
        set_aside(elena, process, candidate, "Why not.")


def test_nothing_is_taken_back_that_was_not_accepted_or_joined(dario, process, candidate):
    with pytest.raises(NotAllowedError, match="accepted or joined"):
        reopen(dario, process, candidate, "Why.")


def test_a_project_goes_on_in_another_and_can_part_from_it(ada, dario, process, candidate):
    other = a_candidate(dario, process, a_public_idea(ada, process, "A voice for another"))
    with pytest.raises(NoReasonError):
        join_into(dario, process, candidate, other, "")

    join_into(dario, process, candidate, other, "One ticket needs one timetable.")

    assert candidate.state is State.JOINED
    assert [one.into_id for one in line_of([candidate.id])[candidate.id]] == [other.id]
    assert list(taken_in(other)) == [candidate]
    assert set(family_of(other.id)) == {candidate.id, other.id}

    reopen(dario, process, candidate, "They part.")
    assert candidate.state is State.CANDIDATE
    assert line_of([candidate.id])[candidate.id] == []
    assert list(family_of(other.id)) == [other.id]


def test_no_circle_of_joinings_can_close(ada, dario, process, candidate):
    second = a_candidate(dario, process, a_public_idea(ada, process, "A second voice"))
    third = a_candidate(dario, process, a_public_idea(ada, process, "A third voice"))
    join_into(dario, process, candidate, second, "Together.")
    join_into(dario, process, second, third, "Together.")

    for into in (candidate, second, third):
        with pytest.raises(NotJoinableError):
            join_into(dario, process, third, into, "Round and round.")
    with pytest.raises(NotAllowedError):
        join_into(dario, process, candidate, third, "Twice.")
    line = line_of([candidate.id, third.id])
    assert [one.into_id for one in line[candidate.id]] == [second.id, third.id]
    assert line[third.id] == []
    assert set(family_of(third.id)) == {candidate.id, second.id, third.id}


def test_nothing_goes_into_a_draft_or_into_another_consultation(ada, dario, process, candidate):
    draft = a_project(dario, process, a_public_idea(ada, process, "Another voice"))
    elsewhere = a_process("elsewhere")
    on_staff(dario, elsewhere, "curator")
    foreign = a_candidate(dario, elsewhere, a_public_idea(ada, elsewhere, "A voice elsewhere"))

    for into in (draft, foreign):
        with pytest.raises(NotJoinableError):
            join_into(dario, process, candidate, into, "They go together.")
