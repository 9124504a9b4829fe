"""Who may stand behind what; a support counts once, and can be undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.audit import Act
from consult.contributions import Contribution, ContributionDraft, hide, revise
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.processes import Activity
from consult.voting import (
    Support,
    backing_of,
    can_support,
    recount_supports,
    support,
    supporters_of,
    supports_visible,
    withdraw_support,
)
from consult.voting.commands import read_changes
from tests.makers import a_person, a_process, an_idea


def counted(idea):
    """What the idea says it has, held against its rows."""
    said = db.session.scalar(select(Contribution.supports).where(Contribution.id == idea.id))
    assert said == recount_supports(idea)
    return said


def verbs():
    return [verb for verb in db.session.scalars(select(Act.verb)) if "support" in verb]


def test_a_support_counts_once_however_often_it_is_given(bea, idea):
    assert support(bea, idea)
    assert not support(bea, idea)

    assert counted(idea) == 1
    assert verbs() == ["contribution.supported"]
    assert supporters_of(idea) == [bea]
    assert backing_of(bea, [idea.id]).supported == {idea.id}


def test_a_support_can_be_undone_and_given_again(bea, idea):
    support(bea, idea)

    assert withdraw_support(bea, idea)
    assert not withdraw_support(bea, idea)
    assert counted(idea) == 0
    assert support(bea, idea)
    assert counted(idea) == 1
    assert verbs() == [
        "contribution.supported",
        "contribution.support_withdrawn",
        "contribution.supported",
    ]


def test_what_was_read_of_a_supported_idea_is_noted_once_and_never_unread(ada, bea, idea):
    with pytest.raises(NotAllowedError, match="do not support it"):
        read_changes(bea, idea, 1)
    support(bea, idea)
    revise(ada, idea, ContributionDraft("A tram at night", "Every hour."), idea.version)

    assert read_changes(bea, idea, 99)  # no version is read before it is written
    assert not read_changes(bea, idea, 2)
    assert not read_changes(bea, idea, 1)

    assert backing_of(bea, [idea.id]).read == {idea.id: 2}
    assert counted(idea) == 1
    withdraw_support(bea, idea)
    support(bea, idea)
    assert backing_of(bea, [idea.id]).read == {}
    hide(idea)
    with pytest.raises(NotAllowedError, match="everyone can read"):
        read_changes(bea, idea, 2)


def test_nobody_supports_their_own_idea(ada, idea):
    with pytest.raises(NotAllowedError, match="your voice is in it already"):
        support(ada, idea)

    assert counted(idea) == 0


def test_what_is_hidden_cannot_be_supported(bea, idea):
    hide(idea)

    with pytest.raises(NotAllowedError, match="everyone can read"):
        support(bea, idea)


def test_nobody_supports_suspended_too_young_unknown_or_outside_the_phase(bea, idea, process):
    child = a_person("Gaia", birth_year=now().year - 10)
    suspended = a_person("Hugo", suspended_at=now())

    assert can_support(bea, process, idea, now())
    assert "Sign in" in str(can_support(None, process, idea, now()).reason)
    for person in (child, suspended):
        with pytest.raises(NotAllowedError):
            support(person, idea)
    closing = process.phases[0].closes_at
    assert can_support(bea, process, idea, closing - timedelta(seconds=1))
    assert "open until" in str(can_support(bea, process, idea, closing).reason)


def test_after_the_phase_a_support_stands(ada, bea):
    process = a_process("brief")
    idea = an_idea(ada, process, published=True)
    support(bea, idea)
    process.phases[0].opens = [str(Activity.COMMENT)]
    db.session.flush()

    with pytest.raises(NotAllowedError):
        withdraw_support(bea, idea)
    assert counted(idea) == 1


def test_the_database_itself_refuses_a_second_row(bea, idea):
    support(bea, idea)
    row = db.session.scalars(select(Support)).one()

    db.session.add(Support(contribution_id=idea.id, voice_id=row.voice_id, at=now(), via=row.via))
    with pytest.raises(Exception, match=r"(?i)unique"):
        db.session.flush()
    db.session.rollback()


def test_who_never_spoke_supports_nothing(bea, idea):
    nothing = backing_of(bea, [idea.id])

    assert (nothing.voice_id, nothing.supported) == (None, frozenset())
    assert backing_of(None, [idea.id]) == nothing
    assert db.session.scalar(select(func.count(Support.id))) == 0


def test_how_many_support_is_kept_until_its_moment(process):
    assert supports_visible(process, now())
    process.supports_shown_from = now() + timedelta(days=1)

    assert not supports_visible(process, now())
    assert supports_visible(process, process.supports_shown_from)
