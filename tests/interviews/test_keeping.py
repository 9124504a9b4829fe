"""Interviews are planned, changed, held; who may do so, and who is missing."""

from datetime import timedelta

import pytest

from consult.guides import GuideDraft, find_guide, make_guide
from consult.interviews import (
    BodyKind,
    InterviewDraft,
    InterviewKind,
    InterviewState,
    Purpose,
    UnsoundInterviewError,
    can_change_interview,
    can_code_interview,
    can_read_interview,
    can_transcribe_interview,
    change_interview,
    count_presence,
    hold_interview,
    plan_interview,
    presence_at,
    purposes_of,
    such_people_of,
    want_people,
    withdraw_interview,
)
from consult.interviews.queries import hearing_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError, RefusedError
from consult.processes import Process, Role, Staff, State
from consult.territory import Zone
from tests.makers import a_person, a_process, in_every_language, kept, on_staff, the_cycle
from tests.makers.interviews import an_interview
from tests.makers.tables import a_zone


def a_draft(**others):
    given = {
        "title": "The school",
        "body_kind": BodyKind.SCHOOL,
        "language": the_cycle().languages[0],
    }
    return InterviewDraft(**(given | others))


def in_zone(person, process, zone, role=Role.FACILITATOR):
    kept(Staff(process_id=process.id, person_id=person.id, role=role, zone_id=zone.id, since=now()))
    return person


def test_an_interview_is_planned_by_an_address_that_says_nothing(bruno, process):
    interview = plan_interview(bruno, process, a_draft(name=" Olga  Conti ", zone=a_zone()))

    assert (interview.state, interview.name) == (InterviewState.PLANNED, "Olga Conti")
    assert len(interview.code) == 8


def test_an_address_that_is_taken_is_drawn_again(bruno, process, monkeypatch):
    drawn = iter("A" * 16 + "B" * 8)
    monkeypatch.setattr("secrets.choice", lambda _letters: next(drawn))

    codes = [plan_interview(bruno, process, a_draft(zone=a_zone())).code for _time in range(2)]

    assert codes == ["A" * 8, "B" * 8]


def test_only_who_interviews_in_a_zone_keeps_its_interviews(process, dario, carla, ada):
    gaia = in_zone(a_person("Gaia"), process, a_zone())
    away = in_zone(a_person("Away"), process, a_zone(1))
    here = plan_interview(gaia, process, a_draft(zone=a_zone()))

    assert can_read_interview(gaia, here)
    assert can_read_interview(dario, here)
    for person in (away, carla, ada, None, a_person("Hugo", suspended_at=now())):
        assert not can_read_interview(person, here)
        assert not can_code_interview(person, here)
    assert not can_change_interview(dario, here)
    with pytest.raises(NotAllowedError, match="in their zone"):
        plan_interview(gaia, process, a_draft(zone=a_zone(1)))
    with pytest.raises(NotAllowedError):
        change_interview(gaia, here, a_draft(zone=a_zone(1)), here.version)


def test_nothing_is_planned_in_a_closed_consultation(fabio):
    closed = a_process("closed", state=State.CLOSED)

    with pytest.raises(NotAllowedError, match="stays as it was"):
        plan_interview(fabio, closed, a_draft())


@pytest.mark.parametrize(
    ("others", "field"),
    [
        ({"title": " "}, "title"),
        ({"role": "x" * 151}, "role"),
        ({"language": "xx"}, "language"),
        ({"such_people": 0}, "such_people"),
        ({"email": "a" * 300}, "email"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_an_interview_is_sound(bruno, process, others, field):
    with pytest.raises(RefusedError) as refused:
        plan_interview(bruno, process, a_draft(**others))

    assert refused.value.field == field


def test_an_interview_is_of_its_own_plan(bruno, process, elena):
    foreign = Zone(territory_id=0)
    with pytest.raises(UnsoundInterviewError, match="another plan"):
        plan_interview(bruno, process, a_draft(zone=foreign))
    other = a_process("other")
    on_staff(elena, other, Role.PLANNER)
    guide = make_guide(elena, other, GuideDraft("Schools", in_every_language("What?")))
    version = guide_version(guide)
    with pytest.raises(UnsoundInterviewError, match="another consultation"):
        plan_interview(bruno, process, a_draft(guide_version=version))


def guide_version(guide):
    return find_guide(db.session.get_one(Process, guide.process_id), guide.id).versions[0]


def test_the_second_of_two_editors_loses_nothing(bruno, process):
    interview = plan_interview(bruno, process, a_draft())
    change_interview(bruno, interview, a_draft(title="Both schools"), 1)

    with pytest.raises(ConflictError):
        change_interview(bruno, interview, a_draft(title="Mine"), 1)
    assert interview.title == "Both schools"


def test_the_kind_stays_once_consent_was_asked_for_it(bruno, process):
    interview = an_interview(process, agrees={Purpose.USE})

    with pytest.raises(UnsoundInterviewError) as refused:
        change_interview(bruno, interview, a_draft(kind=InterviewKind.MEETING), interview.version)
    assert refused.value.field == "kind"


def test_an_interview_is_held_in_the_past(bruno, process):
    interview = plan_interview(bruno, process, a_draft())
    with pytest.raises(UnsoundInterviewError):
        hold_interview(bruno, interview, now() + timedelta(hours=1))

    hold_interview(bruno, interview, now())

    assert interview.state is InterviewState.HELD


def test_a_meeting_counts_who_was_there_by_role(bruno, process):
    meeting = plan_interview(bruno, process, a_draft(kind=InterviewKind.MEETING))
    count_presence(bruno, meeting, {"Shopkeepers": 4, " ": 3})
    count_presence(bruno, meeting, {"Shopkeepers": 5, "Parents": 2})

    assert [(one.role, one.people) for one in presence_at(meeting)] == [
        ("Shopkeepers", 5),
        ("Parents", 2),
    ]
    assert Purpose.QUOTE_BY_NAME not in purposes_of(meeting)
    for roles in ({"Parents": 0}, {f"Role {one}": 1 for one in range(21)}):
        with pytest.raises(UnsoundInterviewError):
            count_presence(bruno, meeting, roles)
    with pytest.raises(UnsoundInterviewError, match="meetings"):
        count_presence(bruno, plan_interview(bruno, process, a_draft()), {"Parents": 2})


def test_texts_need_that_it_was_held_and_a_yes_to_them(bruno, dario, process):
    planned = an_interview(process, held=False)
    assert "not held yet" in str(can_transcribe_interview(bruno, planned).reason)
    held = an_interview(process)
    assert "not agreed" in str(can_transcribe_interview(bruno, held).reason)
    assert "not agreed" in str(can_code_interview(dario, held).reason)
    agreed = an_interview(process, agrees={Purpose.TRANSCRIBE})
    assert can_transcribe_interview(bruno, agreed)
    assert can_code_interview(dario, agreed)
    process.state = State.CLOSED
    assert "stays as it was" in str(can_code_interview(dario, agreed).reason)


def test_who_is_missing_shows_over_zones_and_kinds(elena, bruno, process):
    zone = a_zone()
    want_people(elena, process, {(zone.id, BodyKind.SCHOOL): 3, (zone.id, BodyKind.UNION): 0})
    an_interview(process)
    plan_interview(bruno, process, a_draft(zone=zone))
    gone = an_interview(process)
    withdraw_interview(elena, gone, "asked")

    cell = hearing_of(process)[zone.id][BodyKind.SCHOOL]

    assert (cell.heard, cell.planned, cell.wanted, cell.missing) == (1, 1, 3, 1)
    assert hearing_of(process)[zone.id][BodyKind.UNION].missing == 0
    with pytest.raises(RefusedError):
        want_people(elena, process, {(0, BodyKind.SCHOOL): 1})
    with pytest.raises(NotAllowedError):
        want_people(bruno, process, {})


def test_such_people_are_those_told_of_else_those_heard(process):
    first = an_interview(process, such_people=None)
    assert such_people_of(first) == 1
    for _more in range(2):
        an_interview(process, such_people=None, role="HEAD of a school")
    assert such_people_of(first) == 3
    assert such_people_of(an_interview(process, such_people=2)) == 2
    assert such_people_of(an_interview(process, such_people=None, role="")) == 0
