"""A consultation from its draft to its closing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.audit import Act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError, RefusedError
from consult.kernel.slots import Slot
from consult.processes import (
    Process,
    ProcessDraft,
    State,
    Texts,
    add_phase,
    change_texts,
    close_process,
    closing_objections,
    process_closed,
    process_published,
    publish_pact,
    publish_process,
    published_reports,
    start_process,
)
from consult.processes.policy import can_close, can_start_process
from tests.makers import a_person, a_process, in_every_language, the_cycle
from tests.processes.worlds import a_phase_draft


def texts(words="Words"):
    said = in_every_language(words)
    return Texts(said, said, said, said, said, said)


def acts(verb):
    return db.session.query(Act).filter_by(verb=verb).all()


@pytest.fixture
def draft(fabio):
    """A draft with its texts, without phases or pact."""
    return start_process(fabio, the_cycle(), ProcessDraft("Plan 2026", texts()))


@pytest.fixture
def filled(monkeypatch):
    """Let a story fill a slot for itself: `filled(slot, pieces)`."""

    def fill(slot: Slot, *pieces):
        monkeypatch.setattr(
            slot, "_fillers", [lambda things: {thing.id: pieces for thing in things}]
        )

    return fill


def test_an_administrator_starts_a_draft_on_a_plan(draft):
    assert draft.slug == "plan-2026"
    assert draft.state is State.DRAFT
    assert draft.minimum_age == the_cycle().minimum_age
    assert draft.languages == the_cycle().languages
    assert acts("process.started")


def test_nobody_else_starts_one(ada, fabio):
    with pytest.raises(NotAllowedError, match="administrator"):
        start_process(ada, the_cycle(), ProcessDraft("plan-2026", texts()))
    fabio.suspended_at = now()
    assert not can_start_process(fabio)
    assert not can_start_process(None)


@pytest.mark.parametrize("slug", ["", "???", "new", "New", "a" * 61])
def test_an_address_must_be_one(fabio, slug):
    with pytest.raises(RefusedError) as refusal:
        start_process(fabio, the_cycle(), ProcessDraft(slug, texts()))

    assert refusal.value.field == "slug"


def test_two_consultations_have_two_addresses(fabio, draft):
    with pytest.raises(RefusedError, match="address"):
        start_process(fabio, the_cycle(), ProcessDraft("plan-2026", texts()))


def test_nobody_younger_than_fourteen_is_asked(fabio, draft):
    with pytest.raises(RefusedError) as refusal:
        start_process(fabio, the_cycle(), ProcessDraft("young", texts(), minimum_age=13))
    assert refusal.value.field == "minimum_age"

    with pytest.raises(RefusedError):
        change_texts(fabio, draft, texts(), minimum_age=0, version=1)


def test_a_planner_changes_the_texts_and_the_version_grows(elena, process):
    change_texts(elena, process, texts("New"), minimum_age=18, version=1)

    assert process.version == 2
    assert set(process.title.values()) == {"New"}
    assert process.minimum_age == 18
    (act,) = acts("process.texts_changed")
    assert "title" in act.details["fields"]
    assert "New" not in str(act.details)


def test_saving_what_is_saved_changes_nothing(elena, process):
    change_texts(elena, process, texts(), minimum_age=16, version=1)
    change_texts(elena, process, texts(), minimum_age=16, version=2)

    assert process.version == 2


def test_the_second_of_two_editors_is_told(elena, fabio, process):
    change_texts(elena, process, texts("First"), minimum_age=16, version=1)

    with pytest.raises(ConflictError):
        change_texts(fabio, process, texts("Second"), minimum_age=16, version=1)

    assert set(process.title.values()) == {"First"}


def test_others_change_nothing(ada, bruno, carla, dario, process):
    for person in (ada, bruno, carla, dario):
        with pytest.raises(NotAllowedError):
            change_texts(person, process, texts(), minimum_age=16, version=1)


def test_a_text_too_long_is_refused_beside_its_language(elena, process):
    language = process.languages[0]

    with pytest.raises(RefusedError) as refusal:
        change_texts(
            elena,
            process,
            replace(texts(), title={language: "a" * 151}),
            minimum_age=16,
            version=1,
        )

    assert refusal.value.field == f"title_{language}"


def test_what_is_closed_stays_as_it_was(elena):
    closed = a_process(slug="closed", state=State.CLOSED)
    fabio = a_person("Fabrizia", is_administrator=True)

    with pytest.raises(NotAllowedError, match="stays as it was"):
        change_texts(fabio, closed, texts(), minimum_age=16, version=1)


def test_a_draft_is_published_when_nothing_is_missing(fabio, draft, monkeypatch):
    heard: list[Process] = []
    monkeypatch.setattr(process_published, "_listeners", [heard.append])
    with pytest.raises(NotAllowedError, match="no phase"):
        publish_process(fabio, draft)
    add_phase(fabio, draft, a_phase_draft())
    with pytest.raises(NotAllowedError, match="no pact"):
        publish_process(fabio, draft)
    publish_pact(fabio, draft, in_every_language("We answer."))

    publish_process(fabio, draft)

    assert draft.state is State.PUBLISHED
    assert draft.published_at is not None
    assert heard == [draft]
    with pytest.raises(NotAllowedError, match="Only a draft"):
        publish_process(fabio, draft)


def test_a_draft_without_words_says_what_is_missing(fabio):
    silent = start_process(fabio, the_cycle(), ProcessDraft("silent", Texts()))

    with pytest.raises(NotAllowedError, match=r"no title or no question.*who decides"):
        publish_process(fabio, silent)


def test_a_citizen_publishes_nothing(ada, fabio, draft):
    add_phase(fabio, draft, a_phase_draft())
    publish_pact(fabio, draft, in_every_language("We answer."))

    with pytest.raises(NotAllowedError, match="planners"):
        publish_process(ada, draft)


def test_nothing_is_closed_without_a_published_report(fabio, process):
    with pytest.raises(NotAllowedError, match="report of what was heard"):
        close_process(fabio, process)

    assert process.state is State.PUBLISHED


def test_a_consultation_with_its_report_is_closed(elena, process, filled, monkeypatch):
    heard: list[Process] = []
    monkeypatch.setattr(process_closed, "_listeners", [heard.append])
    filled(published_reports, "/processes/plan/report")

    close_process(elena, process)

    assert process.state is State.CLOSED
    assert process.closed_at is not None
    assert heard == [process]
    assert acts("process.closed")
    with pytest.raises(NotAllowedError, match="Only a published"):
        close_process(elena, process)


def test_rooms_above_may_object_to_closing(elena, process, filled):
    filled(published_reports, "/processes/plan/report")
    filled(closing_objections, "A vote is under way.")

    with pytest.raises(NotAllowedError, match="A vote is under way"):
        close_process(elena, process)


def test_a_citizen_closes_nothing(ada, process):
    assert "planners" in str(can_close(ada, process).reason)


def test_a_state_is_not_skipped():
    moment = now()
    process = a_process_without_database(State.DRAFT)
    with pytest.raises(RefusedError):
        process.close(moment)
    process.publish(moment)
    with pytest.raises(RefusedError):
        process.publish(moment)


def a_process_without_database(state):
    return Process(slug="x", state=state)
