"""Telling each author which step a project took, through every joining, once and nothing hidden."""

import pytest
from sqlalchemy import select

from consult.contributions import StopState, hide, standings_of, timeline
from consult.kernel.db import db
from consult.kernel.jobs import Outbox
from consult.projects import (
    OriginDraft,
    accept,
    add_origin,
    edit_origin,
    join_into,
    make_candidate,
    origins_of,
    reopen,
    set_aside,
)
from consult.projects.jobs import tell_step
from tests.makers import a_person, letters
from tests.projects.worlds import a_candidate, a_project, a_public_idea


def steps():
    """The promises to tell of a step, in order."""
    rows = db.session.scalars(select(Outbox).order_by(Outbox.id))
    return [row.arguments for row in rows if row.name.endswith(".tell_step")]


def stops(idea):
    db.session.flush()
    told = [stop for stop in timeline.fill([idea])[idea.id] if "/projects/" in (stop.url or "")]
    return [(stop.title, stop.link, stop.state) for stop in told]


@pytest.fixture
def idea(process):
    return a_public_idea(a_person("Ada", language="en"), process)


@pytest.fixture
def project(dario, process, idea):
    return a_candidate(dario, process, idea)


def test_the_first_candidacy_is_told_by_its_own_letter_only(project):
    assert steps() == []


def test_an_author_is_told_once_that_a_project_is_accepted(elena, process, idea, project):
    accept(elena, process, project, "By resolution 41.")
    (promise,) = steps()

    for _again in range(2):
        tell_step(**promise)

    (letter,) = letters()
    assert letter.subject == "A project that comes from your words is accepted"
    assert "By resolution 41." in letter.body
    assert idea.title in letter.body
    assert "/processes/plan/projects/PC-01" in letter.body


def test_a_step_that_was_taken_back_at_once_is_told_to_nobody(elena, process, project):
    accept(elena, process, project)
    reopen(elena, process, project, "A slip.")

    tell_step(**steps()[0])
    assert letters() == []
    tell_step(**steps()[1])

    (letter,) = letters()
    assert letter.subject == "A project that comes from your words is a candidate again"
    assert "A slip." in letter.body


def test_a_reason_for_setting_aside_reaches_the_author(dario, process, project):
    set_aside(dario, process, project, "The region decides it.")

    tell_step(**steps()[0])

    assert "The region decides it." in letters()[0].body
    make_candidate(dario, process, project)
    assert len(steps()) == 2


def test_words_follow_a_joined_project_into_the_other(dario, elena, process, idea, project):
    bea = a_public_idea(a_person("Bea", language="en"), process, "A timetable at each stop")
    other = a_candidate(dario, process, bea, title="One timetable")
    join_into(dario, process, project, other, "One ticket needs one timetable.")
    tell_step(**steps()[0])
    assert "goes on in the project «One timetable»" in letters()[0].body
    assert "/projects/PC-02" in letters()[0].body

    accept(elena, process, other)

    assert {one["voice_id"] for one in steps()[1:]} == {idea.voice_id, bea.voice_id}
    tell_step(state_id=steps()[-1]["state_id"], voice_id=idea.voice_id)
    assert idea.title in letters()[-1].body
    assert bea.title not in letters()[-1].body


def test_nothing_is_told_to_who_was_hidden_or_is_no_person(elena, process, idea, project):
    accept(elena, process, project)
    hide(idea)
    tell_step(**steps()[0])
    assert letters() == []


def test_a_voice_without_a_person_is_written_to_by_nobody(elena, process, idea, project):
    accept(elena, process, project)
    voice = origins_of(project)[0].contribution.voice
    voice.kind, voice.person_id = type(voice.kind).PAPER, None
    db.session.flush()

    tell_step(**steps()[0])

    assert letters() == []


def test_a_thread_follows_a_project_through_a_joining(
    dario, elena, process, idea, project, in_request
):
    other = a_candidate(
        dario, process, a_public_idea(dario, process, "A timetable"), title="One timetable"
    )
    join_into(dario, process, project, other, "Together.")
    accept(elena, process, other)

    assert stops(idea) == [
        ("It is at the origin of a candidate project", "One ticket", StopState.DONE),
        ("The project goes on in another", "One timetable", StopState.DONE),
        ("The project is accepted for the proposed plan", "One timetable", StopState.DONE),
    ]
    standing = standings_of([idea])[idea.id]
    assert "One timetable" in standing.sentence
    assert "is accepted" in standing.sentence
    assert standing.url.endswith("/PC-02")


def test_what_came_back_is_no_refusal_any_more(dario, process, idea, project, in_request):
    set_aside(dario, process, project, "The region decides it.")
    make_candidate(dario, process, project)

    assert [state for _title, _link, state in stops(idea)] == [StopState.DONE] * 3
    assert not standings_of([idea])[idea.id].refused


def test_a_project_that_goes_on_weighs_more_than_one_set_aside(
    dario, process, idea, project, in_request
):
    a_project(dario, process)
    other = a_candidate(dario, process, a_public_idea(dario, process, "A voice"), title="Another")
    add_origin(dario, process, other, idea, OriginDraft())
    set_aside(dario, process, project, "The region decides it.")

    standing = standings_of([idea])[idea.id]

    assert (standing.refused, "Another" in standing.sentence) == (False, True)


def test_words_that_were_taken_back_are_told_no_more(dario, process, idea, project, in_request):
    edit_origin(
        dario, process, origins_of(project)[0], OriginDraft(part="three tickets"), version=1
    )
    (before,) = timeline.fill([idea])[idea.id][-1:]
    idea.source, idea.body = "Only this is left.", type(idea.body)("<p>Only this is left.</p>")
    db.session.flush()

    (after,) = timeline.fill([idea])[idea.id][-1:]

    assert "three tickets" in before.text
    assert "three tickets" not in after.text
