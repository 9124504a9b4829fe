"""Phases: what each opens, from when to when, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consult.audit import Act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError, RefusedError
from consult.processes import (
    Activity,
    Process,
    State,
    add_phase,
    can_take_part,
    change_phase,
    delete_phase,
    is_open_for,
)
from tests.makers import a_process, in_every_language
from tests.processes.worlds import a_phase_draft


def reloaded(process):
    db.session.expire(process)
    return db.session.get_one(Process, process.id)


def test_phases_stand_in_the_order_in_which_they_begin(elena, process):
    add_phase(elena, process, a_phase_draft("Last", begins=10, ends=12))
    add_phase(elena, process, a_phase_draft("First", begins=-9, ends=-5))

    assert [phase.code for phase in reloaded(process).phases] == ["first", "positions", "last"]


def test_two_phases_of_one_name_have_two_codes(elena, process):
    one = add_phase(elena, process, a_phase_draft("Positions"))
    other = add_phase(elena, process, a_phase_draft("Positions"))
    nameless = add_phase(elena, process, a_phase_draft("???"))

    assert [one.code, other.code, nameless.code] == ["positions-2", "positions-3", "phase"]


def test_a_phase_keeps_the_code_it_is_given(elena, process):
    assert add_phase(elena, process, a_phase_draft(code="Construction")).code == "construction"


def test_a_phase_has_a_title_and_ends_after_it_begins(elena, process):
    with pytest.raises(RefusedError) as refusal:
        add_phase(elena, process, replace(a_phase_draft(), title={}))
    assert refusal.value.field == "title"
    with pytest.raises(RefusedError) as refusal:
        add_phase(elena, process, a_phase_draft(begins=1, ends=1))
    assert refusal.value.field == "closes_at"


def test_only_who_sets_it_up_touches_the_phases(ada, carla, process):
    phase = process.phases[0]
    for person in (ada, carla):
        with pytest.raises(NotAllowedError):
            add_phase(person, process, a_phase_draft())
        with pytest.raises(NotAllowedError):
            change_phase(person, phase, a_phase_draft(), version=1)
        with pytest.raises(NotAllowedError):
            delete_phase(person, phase)


def test_a_phase_is_changed_and_the_act_tells_what_it_was(elena, process):
    phase = process.phases[0]

    change_phase(elena, phase, a_phase_draft("Voices", [Activity.TABLES]), version=1)

    assert phase.opens == ["tables"]
    assert phase.version == 2
    act = db.session.query(Act).filter_by(verb="phase.changed").one()
    assert "submit_ideas" in act.details["before"]["opens"]


def test_the_second_of_two_editors_of_a_phase_is_told(elena, fabio, process):
    phase = process.phases[0]
    change_phase(elena, phase, a_phase_draft("First"), version=1)

    with pytest.raises(ConflictError):
        change_phase(fabio, phase, a_phase_draft("Second"), version=1)


def test_a_phase_that_has_begun_is_not_taken_away(elena, process):
    with pytest.raises(NotAllowedError, match="has begun"):
        delete_phase(elena, process.phases[0])


def test_a_phase_to_come_and_any_of_a_draft_are_taken_away(elena, fabio, process):
    delete_phase(elena, add_phase(elena, process, a_phase_draft(begins=3, ends=4)))
    draft = a_process(slug="draft", state=State.DRAFT)
    delete_phase(fabio, draft.phases[0])

    assert len(reloaded(process).phases) == 1
    assert reloaded(draft).phases == []


def test_a_phase_opens_at_its_first_instant_and_is_over_at_its_last(process):
    phase = process.phases[0]

    assert process.phase_open_for(Activity.COMMENT, phase.opens_at) is phase
    assert process.phase_open_for(Activity.COMMENT, phase.closes_at) is None
    assert process.phase_open_for(Activity.TABLES, phase.opens_at) is None
    assert phase.is_over(phase.closes_at)


def test_nothing_is_open_in_a_draft_or_after_closing(database):
    draft, closed = a_process("draft", state=State.DRAFT), a_process("closed", state=State.CLOSED)

    assert draft.phase_open_for(Activity.COMMENT, now()) is None
    assert "prepared" in str(is_open_for(draft, Activity.COMMENT, now()).reason)
    assert "was closed on" in str(is_open_for(closed, Activity.COMMENT, now()).reason)


def test_who_comes_early_or_late_reads_when_it_is_open(process):
    phase = process.phases[0]

    early = is_open_for(process, Activity.COMMENT, phase.opens_at - timedelta(hours=1))
    late = is_open_for(process, Activity.COMMENT, phase.closes_at)
    never = is_open_for(process, Activity.CHOOSE, now())

    assert "opens on" in str(early.reason)
    assert "was open until" in str(late.reason)
    assert "does not foresee" in str(never.reason)
    assert is_open_for(process, Activity.COMMENT, now())


def test_a_citizen_takes_part_in_what_is_open(ada, process):
    assert can_take_part(ada, process, Activity.SUBMIT_IDEAS, now())


def test_who_cannot_take_part_reads_why(ada, process):
    assert "foresee" in str(can_take_part(ada, process, Activity.CHOOSE, now()).reason)
    assert "Sign in" in str(can_take_part(None, process, Activity.COMMENT, now()).reason)
    ada.birth_year = now().year - 10
    assert "turn 16" in str(can_take_part(ada, process, Activity.COMMENT, now()).reason)
    ada.suspended_at = now()
    assert "suspended" in str(can_take_part(ada, process, Activity.COMMENT, now()).reason)


def test_the_texts_of_a_phase_are_cleaned(elena, process):
    phase = add_phase(
        elena,
        process,
        replace(a_phase_draft(), title=in_every_language("  A\u202e  title\n here ")),
    )

    assert set(phase.title.values()) == {"A title here"}
