"""Submitting an idea: who, when, where, and what follows."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.audit import Act
from consult.contributions import Contribution, State
from consult.ideas import IdeaDraft, OutsideTerritoryError, can_submit_idea, submit_idea
from consult.ideas.commands import PactNotAcceptedError
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.kernel.jobs import Outbox
from consult.processes import PactAcceptance
from consult.territory import Municipality
from tests.makers import a_municipality, a_pact, a_person, a_process, a_theme

BODY = "People wait in the rain."


def a_draft(**others):
    given = {
        "title": "A shelter for the bus stop",
        "body": BODY,
        "place": a_municipality().name,
        "theme": a_theme().code,
    }
    return IdeaDraft(**(given | others))


def test_an_idea_waits_for_a_moderator(ada, process):
    idea = submit_idea(ada, process, a_draft())

    assert idea.state is State.WAITING
    assert idea.municipality_id == a_municipality().id
    assert idea.theme_id == a_theme().id


def test_an_act_and_a_letter_follow_in_the_same_transaction(ada, process):
    idea = submit_idea(ada, process, a_draft())

    verbs = db.session.scalars(select(Act.verb)).all()
    jobs = db.session.scalars(select(Outbox)).all()
    assert "idea.submitted" in verbs
    assert [job.arguments for job in jobs if "thank_author" in job.name] == [{"idea_id": idea.id}]


def test_no_idea_is_taken_outside_the_phase(ada):
    closed = a_process("closed", collecting_ideas=False)

    with pytest.raises(NotAllowedError):
        submit_idea(ada, closed, a_draft())


def test_the_instant_of_closing_decides(ada):
    closing = now() + timedelta(hours=1)
    process = a_process("closing", closes_at=closing)

    assert can_submit_idea(ada, process, closing - timedelta(microseconds=1))
    assert not can_submit_idea(ada, process, closing)


def test_nobody_writes_without_signing_in(process):
    assert not can_submit_idea(None, process, now())


def test_a_suspended_person_does_not_write(process):
    suspended = a_person("Sus", suspended_at=now())

    with pytest.raises(NotAllowedError, match="suspended"):
        submit_idea(suspended, process, a_draft())


def test_a_child_does_not_write(process):
    young = a_person("Young", birth_year=now().year - 10)

    with pytest.raises(NotAllowedError):
        submit_idea(young, process, a_draft())


def test_a_place_outside_the_territory_is_refused(ada, process):
    with pytest.raises(OutsideTerritoryError) as refusal:
        submit_idea(ada, process, a_draft(place="Atlantis"))

    assert refusal.value.field == "place"


def test_a_place_is_known_whatever_its_capitals(ada, process):
    idea = submit_idea(ada, process, a_draft(place=f" {a_municipality().name.upper()} "))

    assert idea.municipality_id == a_municipality().id


def test_a_merged_municipality_answers_with_what_it_became(ada, process):
    gone = db.session.scalars(select(Municipality).where(Municipality.successor_id.is_not(None)))
    merged = gone.first()
    if merged is None:
        assert not db.session.scalar(
            select(func.count()).select_from(Municipality).where(Municipality.valid_to.is_not(None))
        )
        return

    assert (
        submit_idea(ada, process, a_draft(place=merged.name)).municipality_id == merged.successor_id
    )


def test_a_theme_of_another_plan_is_refused(ada, process):
    with pytest.raises(NotFoundError):
        submit_idea(ada, process, a_draft(theme="astrology"))


def test_the_pact_is_accepted_before_the_first_contribution(ada, process):
    a_pact(process)

    with pytest.raises(PactNotAcceptedError):
        submit_idea(ada, process, a_draft())
    submit_idea(ada, process, a_draft(accepts_pact=True))
    submit_idea(ada, process, a_draft())

    assert db.session.scalar(select(func.count(PactAcceptance.id))) == 1
    assert db.session.scalar(select(func.count(Contribution.id))) == 2


def test_a_new_version_of_the_pact_is_accepted_anew(ada, process):
    a_pact(process)
    submit_idea(ada, process, a_draft(accepts_pact=True))
    a_pact(process, version=2)

    with pytest.raises(PactNotAcceptedError):
        submit_idea(ada, process, a_draft())
