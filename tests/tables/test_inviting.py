"""Inviting to a session: a letter each, an answer by one press, and word of what changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.kernel.jobs import run_due_jobs
from consult.tables import (
    InviteeDraft,
    SessionDraft,
    cancel_session,
    change_session,
    get_session,
    invitations_to,
    invite,
    may_ask_again,
    remind,
)
from consult.tables.commands import answer_invitation
from consult.tables.tokens import token_for
from tests.makers import letters
from tests.makers.tables import a_session, a_table

UGO = InviteeDraft("ugo@example.org", "Ugo")
IDA = InviteeDraft("ida@example.org")


@pytest.fixture
def session(process):
    return a_session(a_table(process), place="Town hall")


def told(session, **others):
    given = {
        "title": session.title,
        "question": session.question,
        "starts_at": session.starts_at,
        "language": session.language,
        "place": session.place,
    }
    return SessionDraft(**(given | others))


def arrived():
    run_due_jobs()
    return [(letter.to, letter.subject) for letter in letters()]


def test_each_address_gets_one_letter_that_says_what_when_and_where(bruno, session):
    assert invite(bruno, session, [UGO, IDA, replace(UGO, email="UGO@example.org")]) == 2
    assert invite(bruno, session, [UGO]) == 0

    assert sorted(arrived()) == [
        ("ida@example.org", "You are invited: What the zone needs"),
        ("ugo@example.org", "You are invited: What the zone needs"),
    ]
    letter = next(one for one in letters() if one.to == "ugo@example.org")
    for words in ("Hello Ugo", "Town hall", token_for(session.id, UGO.email), "/sessions/1.ics"):
        assert words in letter.body


def test_an_answer_needs_no_account_and_may_change(bruno, session):
    invite(bruno, session, [UGO])
    (invitation,) = invitations_to(session)
    token = token_for(session.id, UGO.email)
    assert token not in invitation.token_hash

    answer_invitation(token, comes=True)
    assert invitation.comes is True
    answer_invitation(token, comes=False)
    assert invitation.comes is False
    with pytest.raises(NotFoundError):
        answer_invitation("a" * 40, comes=True)
    session.cancel(now(), "Snow")
    db.session.flush()
    with pytest.raises(NotAllowedError, match="called off"):
        answer_invitation(token, comes=True)


def test_who_has_not_answered_is_written_to_again_but_not_at_once_nor_for_ever(bruno, process):
    session = a_session(a_table(process), starts_at=now() + timedelta(days=20))
    invite(bruno, session, [UGO, IDA])
    answer_invitation(token_for(session.id, IDA.email), comes=True)

    assert remind(bruno, session) == 0
    for again in (1, 1, 0):
        set_clock(offset=timedelta(days=1 + 2 * session.version))
        session.version += 1
        db.session.flush()
        assert remind(bruno, session) == again
    silent = next(one for one in invitations_to(session) if one.comes is None)
    assert not may_ask_again(silent)


def test_the_invited_hear_of_another_day_and_of_the_end(bruno, session):
    invite(bruno, session, [UGO])
    run_due_jobs()
    session = get_session(session.id)
    change_session(bruno, session, told(session, title="Trains"))
    assert len(arrived()) == 1
    for change in (
        lambda one: change_session(bruno, one, told(one, place="Library")),
        lambda one: cancel_session(bruno, one, "Snow"),
    ):
        change(get_session(session.id))
        run_due_jobs()

    assert [subject for _to, subject in arrived()][1:] == [
        "Changed: Trains",
        "Called off: Trains",
    ]
    assert "Why: Snow" in letters()[-1].body


@pytest.mark.parametrize("wrong", ["", "nobody", "a@b", "x\n@example.org"])
def test_a_letter_goes_to_an_address(bruno, session, wrong):
    with pytest.raises(RefusedError):
        invite(bruno, session, [InviteeDraft(wrong)])


def test_a_session_invites_no_crowd_and_nobody_once_it_has_passed(bruno, session):
    crowd = [InviteeDraft(f"someone-{n}@example.org") for n in range(301)]
    with pytest.raises(RefusedError, match="300 people at most"):
        invite(bruno, session, crowd)
    session.starts_at = datetime(2020, 1, 1, tzinfo=UTC)
    db.session.flush()
    with pytest.raises(NotAllowedError, match="has passed"):
        invite(bruno, session, [UGO])
