"""Deciding what everyone can read: who, by which rule, and only once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.contributions import State, totals_of
from consult.docket.models import UNDO_FOR
from consult.kernel.clock import now, reset_clock, set_clock
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError
from consult.moderation import (
    Decision,
    Hiding,
    UnknownReasonError,
    Verb,
    can_decide,
    can_moderate,
    hide_subject,
    publish_subject,
    undo_decision,
)
from consult.processes import Role
from consult.territory import Zone, ZoneMembership
from tests.makers import a_municipality, a_person, an_idea, kept, on_staff, the_cycle
from tests.makers.desk import opened

ADVERTISING = Hiding("advertising")


def verbs():
    return list(db.session.scalars(select(Act.verb).order_by(Act.id)))


def test_a_moderator_publishes_what_waits(ada, carla, process):
    idea = an_idea(ada, process)

    decision = publish_subject(carla, opened(idea, carla), seen=0)

    assert idea.state is State.PUBLISHED
    assert decision.verb is Verb.PUBLISHED
    assert decision.before is State.WAITING
    assert "contribution.published" in verbs()


def test_what_is_not_published_has_one_of_the_published_rules(ada, carla, process):
    idea = an_idea(ada, process)

    decision = hide_subject(
        carla, opened(idea, carla), Hiding("advertising", " Sells bicycles. "), seen=0
    )

    assert idea.state is State.HIDDEN
    assert (decision.reason_code, decision.note) == ("advertising", "Sells bicycles.")


def test_nothing_is_hidden_for_a_reason_nobody_published(ada, carla, process):
    idea = an_idea(ada, process)

    with pytest.raises(UnknownReasonError) as refusal:
        hide_subject(carla, opened(idea, carla), Hiding("boring"), seen=0)

    assert refusal.value.field == "reason"
    assert idea.state is State.WAITING


def test_what_was_hidden_can_be_shown_again(ada, carla, process):
    idea = an_idea(ada, process, published=True)
    hiding = hide_subject(carla, opened(idea, carla), ADVERTISING, seen=0)

    again = publish_subject(carla, opened(idea, carla), seen=hiding.id)

    assert idea.state is State.PUBLISHED
    assert again.verb is Verb.SHOWN_AGAIN


def test_counts_follow_each_decision(ada, carla, process):
    idea = an_idea(ada, process)
    published = publish_subject(carla, opened(idea, carla), seen=0)
    assert totals_of(process).contributions == 1

    hide_subject(carla, opened(idea, carla), ADVERTISING, seen=published.id)

    db.session.expire_all()
    assert totals_of(process).contributions == 0


def test_the_second_of_two_moderators_is_told_what_the_first_decided(ada, carla, process):
    second = on_staff(a_person("Celia"), process, Role.MODERATOR)
    idea = an_idea(ada, process)
    hide_subject(carla, opened(idea, carla), ADVERTISING, seen=0)

    with pytest.raises(ConflictError, match=r"Carla has decided meanwhile .* not published"):
        publish_subject(second, opened(idea, second), seen=0)

    assert idea.state is State.HIDDEN
    assert len(db.session.scalars(select(Decision)).all()) == 1


def test_a_decision_seen_and_then_taken_back_is_a_conflict_too(ada, carla, process):
    second = on_staff(a_person("Celia"), process, Role.MODERATOR)
    idea = an_idea(ada, process)
    decision = publish_subject(carla, opened(idea, carla), seen=0)
    undo_decision(carla, decision)

    with pytest.raises(ConflictError, match="taken back"):
        hide_subject(second, opened(idea, second), ADVERTISING, seen=decision.id)


def test_the_other_may_have_published(ada, carla, process):
    second = on_staff(a_person("Celia"), process, Role.MODERATOR)
    idea = an_idea(ada, process)
    publish_subject(carla, opened(idea, carla), seen=0)

    with pytest.raises(ConflictError, match=r"Carla has decided meanwhile .* published"):
        hide_subject(second, opened(idea, second), ADVERTISING, seen=0)


def test_nobody_decides_on_their_own_words(carla, process):
    own = an_idea(carla, process)

    assert not can_decide(carla, opened(own, carla))
    with pytest.raises(NotAllowedError, match="wrote it yourself"):
        publish_subject(carla, opened(own, carla), seen=0)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CURATOR, Role.PLANNER])
def test_other_staff_do_not_decide(ada, process, role):
    other = on_staff(a_person("Olga"), process, role)
    idea = an_idea(ada, process, published=True)

    assert not can_moderate(other, process)
    with pytest.raises(NotAllowedError, match="Only the moderators"):
        hide_subject(other, opened(idea, other), ADVERTISING, seen=0)


def test_nobody_decides_without_signing_in(process):
    assert not can_moderate(None, process)


def test_a_suspended_moderator_does_not_decide(process):
    suspended = on_staff(a_person("Sus", suspended_at=now()), process, Role.MODERATOR)

    assert not can_moderate(suspended, process)


def test_an_administrator_decides_everywhere(ada, fabio, process):
    idea = an_idea(ada, process)

    assert can_moderate(fabio, process)
    assert can_decide(fabio, opened(idea, fabio))


def test_what_its_author_withdrew_is_left_alone(ada, carla, process):
    idea = an_idea(ada, process)
    idea.state = State.WITHDRAWN

    verdict = can_decide(carla, opened(idea, carla))

    assert "withdrawn" in str(verdict.reason)


def a_zone_with(municipality):
    """The zone that a municipality is in today."""
    return db.session.scalars(
        select(Zone)
        .join(ZoneMembership, ZoneMembership.zone_id == Zone.id)
        .where(ZoneMembership.municipality_id == municipality.id, ZoneMembership.valid_to.is_(None))
    ).first()


def another_zone(zone):
    return db.session.scalars(
        select(Zone).where(Zone.territory_id == the_cycle().territory_id, Zone.id != zone.id)
    ).first()


def test_a_moderator_of_a_zone_decides_on_what_comes_from_it(ada, process):
    zone = a_zone_with(a_municipality())
    inside = on_staff(a_person("Ines"), process, Role.MODERATOR, zone)
    outside = on_staff(a_person("Oreste"), process, Role.MODERATOR, another_zone(zone))
    idea = an_idea(ada, process)

    assert can_decide(inside, opened(idea, inside))
    assert "zone that is not yours" in str(can_decide(outside, opened(idea, outside)).reason)


def test_what_has_no_place_is_for_moderators_of_everywhere(ada, carla, process):
    inside = on_staff(a_person("Ines"), process, Role.MODERATOR, a_zone_with(a_municipality()))
    idea = an_idea(ada, process)
    idea.municipality_id = None

    assert can_decide(carla, opened(idea, carla))
    assert not can_decide(inside, opened(idea, inside))


@pytest.mark.parametrize(
    ("published", "act", "verb"),
    [
        (False, "publish", Verb.PUBLISHED),
        (False, "hide", Verb.HIDDEN),
        (True, "hide", Verb.HIDDEN),
    ],
)
def test_a_slip_is_taken_back_as_if_it_had_not_happened(ada, carla, process, published, act, verb):
    idea = an_idea(ada, process, published=published)
    before, counted = idea.state, totals_of(process).contributions
    decision = (
        publish_subject(carla, opened(idea, carla), seen=0)
        if act == "publish"
        else hide_subject(carla, opened(idea, carla), ADVERTISING, seen=0)
    )
    assert decision.verb is verb

    undo_decision(carla, decision)

    db.session.expire_all()
    assert idea.state is before
    assert (idea.published_at is None) is (not published)
    assert totals_of(process).contributions == counted
    assert verbs()[-1] == "contribution.decision_undone"


def test_showing_again_can_be_taken_back_too(ada, carla, process):
    idea = an_idea(ada, process, published=True)
    hiding = hide_subject(carla, opened(idea, carla), ADVERTISING, seen=0)
    again = publish_subject(carla, opened(idea, carla), seen=hiding.id)

    undo_decision(carla, again)

    assert idea.state is State.HIDDEN


def test_after_the_author_was_told_a_decision_is_answered_by_another(ada, carla, process):
    idea = an_idea(ada, process)
    decision = publish_subject(carla, opened(idea, carla), seen=0)
    set_clock(offset=UNDO_FOR + timedelta(seconds=1))

    with pytest.raises(NotAllowedError, match="too late"):
        undo_decision(carla, decision)
    reset_clock()


def test_a_slip_is_taken_back_once(ada, carla, process):
    idea = an_idea(ada, process)
    decision = publish_subject(carla, opened(idea, carla), seen=0)
    undo_decision(carla, decision)

    with pytest.raises(NotAllowedError):
        undo_decision(carla, decision)


def test_nobody_takes_back_what_another_decided(ada, carla, fabio, process):
    idea = an_idea(ada, process)
    decision = publish_subject(carla, opened(idea, carla), seen=0)

    with pytest.raises(NotAllowedError, match="Only who decided"):
        undo_decision(fabio, decision)


def test_what_was_decided_after_stands(ada, carla, process):
    idea = an_idea(ada, process)
    first = publish_subject(carla, opened(idea, carla), seen=0)
    hide_subject(carla, opened(idea, carla), ADVERTISING, seen=first.id)

    with pytest.raises(ConflictError, match="not published"):
        undo_decision(carla, first)

    assert idea.state is State.HIDDEN


def test_only_hiding_has_a_reason(ada, carla, process):
    idea = an_idea(ada, process)
    row = Decision(
        process_id=process.id,
        kind="contribution",
        subject_id=idea.id,
        verb=Verb.PUBLISHED,
        reason_code="advertising",
        before=State.WAITING,
        by_id=carla.id,
        at=now(),
    )

    with pytest.raises(Exception, match="only_hiding_has_a_reason"):
        kept(row)
    db.session.rollback()
