"""Consent is given for each purpose apart, by link or on paper, and taken back at any time."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.interviews import (
    ConsentMethod,
    FileKind,
    InterviewKind,
    InterviewState,
    OutdatedTextError,
    Purpose,
    UnsoundConsentError,
    consent_given,
    consent_withdrawn,
    files_of,
    give_consent,
    interview_deleted,
    keep_file,
    link_by,
    link_of,
    make_link,
    may,
    may_quote,
    note_opening,
    record_consent,
    revoke_link,
    withdraw_by_link,
    withdraw_consent,
    withdraw_interview,
)
from consult.interviews.queries import number_of
from consult.interviews.tokens import token_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.kernel.facts import Fact
from consult.kernel.jobs import run_due_jobs
from consult.kernel.mail import Letter
from consult.processes import State
from tests.makers.interviews import (
    a_consent_text,
    a_scan,
    agree,
    an_interview,
)

ALL = frozenset(Purpose)


@pytest.fixture
def heard():
    """What the rooms above hear."""
    told = {"given": [], "withdrawn": [], "deleted": []}
    facts: tuple[Fact[Any], ...] = (consent_given, consent_withdrawn, interview_deleted)
    listeners = [fact.when(heard.append) for fact, heard in zip(facts, told.values(), strict=True)]
    yield told
    for fact, listener in zip(facts, listeners, strict=True):
        fact._listeners.remove(listener)


def withdrawn_of(told):
    return [one.purpose for one in told["withdrawn"]]


def test_each_purpose_has_its_own_answer_and_no_answer_is_a_no(process):
    interview = an_interview(process, agrees={Purpose.RECORD, Purpose.QUOTE_BY_ROLE})

    assert {one for one in Purpose if may(interview, one)} == {
        Purpose.RECORD,
        Purpose.QUOTE_BY_ROLE,
    }
    assert may_quote(interview)
    answer = interview.answers()[Purpose.RECORD]
    assert (answer.method, answer.text.number) == (ConsentMethod.LINK, 1)
    assert not may(an_interview(process), Purpose.RECORD)


def test_nobody_is_quoted_by_name_from_a_meeting(process):
    meeting = an_interview(process, kind=InterviewKind.MEETING, agrees=ALL)

    assert not may(meeting, Purpose.QUOTE_BY_NAME)
    assert may(meeting, Purpose.USE)


def test_the_same_answers_again_change_nothing_and_a_new_text_asks_anew(process, heard):
    interview = an_interview(process, agrees={Purpose.USE})
    link = link_of(interview)
    give_consent(link, interview, {Purpose.USE: True})
    assert len(interview.consents) == len(Purpose)

    a_consent_text(process, "We ask again.")
    give_consent(link, interview, {Purpose.USE: True})

    first, second = (one for one in interview.consents if one.purpose is Purpose.USE)
    assert (first.is_in_force, first.withdrawn_at, second.text.number) == (False, None, 2)
    assert [one.purpose for one in heard["given"]] == [Purpose.USE]


def test_a_yes_that_becomes_a_no_is_withdrawn_and_told(process, heard):
    interview = an_interview(process, agrees={Purpose.USE, Purpose.TRANSCRIBE})
    give_consent(link_of(interview), interview, {Purpose.USE: True})

    assert not may(interview, Purpose.TRANSCRIBE)
    assert withdrawn_of(heard) == [Purpose.TRANSCRIBE]


def test_answers_on_paper_come_with_the_scan(bruno, process):
    a_consent_text(process)
    interview = an_interview(process)
    with pytest.raises(UnsoundConsentError, match="scan"):
        record_consent(bruno, interview, {Purpose.USE: True})

    record_consent(bruno, interview, {Purpose.USE: True}, a_scan())
    record_consent(bruno, interview, {Purpose.USE: True, Purpose.RECORD: True})

    assert may(interview, Purpose.RECORD)
    assert interview.answers()[Purpose.USE].recorded_by_id == bruno.id
    assert [one.kind for one in files_of(interview)] == [FileKind.SCAN]


def test_nobody_agrees_to_a_text_that_came_while_they_read_another(bruno, process):
    a_consent_text(process)
    interview = an_interview(process)
    link = make_link(bruno, interview)
    a_consent_text(process, "We keep everything.")
    with pytest.raises(OutdatedTextError, match="read it again"):
        give_consent(link, interview, {Purpose.USE: True}, read=1)
    with pytest.raises(OutdatedTextError):
        record_consent(bruno, interview, {Purpose.USE: True}, a_scan(), read=1)
    assert not interview.consents

    give_consent(link, interview, {Purpose.USE: True}, read=2)

    assert may(interview, Purpose.USE)


def test_nothing_is_answered_before_it_is_asked(bruno, process):
    interview = an_interview(process)
    link = make_link(bruno, interview)
    with pytest.raises(NotAllowedError, match="Publish first"):
        record_consent(bruno, interview, {}, a_scan())
    with pytest.raises(NotAllowedError, match="still being written"):
        give_consent(link, interview, {})
    with pytest.raises(RefusedError, match="Publish first"):
        keep_file(bruno, interview, a_scan())


def test_staff_take_back_one_purpose_when_they_are_asked_to(bruno, dario, process, heard):
    interview = an_interview(process, agrees=ALL)
    withdraw_consent(bruno, interview, Purpose.QUOTE_BY_NAME, "by phone")
    withdraw_consent(bruno, interview, Purpose.QUOTE_BY_NAME, "again")

    assert withdrawn_of(heard) == [Purpose.QUOTE_BY_NAME]
    assert may(interview, Purpose.QUOTE_BY_ROLE)
    with pytest.raises(NotAllowedError):
        withdraw_consent(dario, interview, Purpose.USE, "not asked")
    process.state = State.CLOSED
    withdraw_consent(bruno, interview, Purpose.USE, "also when it is closed")
    assert not may(interview, Purpose.USE)


def test_taking_everything_back_leaves_only_that_there_was_one(process, heard):
    interview = an_interview(process, agrees=ALL)
    link = link_of(interview)
    withdraw_by_link(link, interview)

    assert interview.state is InterviewState.WITHDRAWN
    assert (interview.name, interview.role, interview.title, interview.email) == ("", "", "", None)
    assert not any(may(interview, one) for one in Purpose)
    assert heard["deleted"] == [interview]
    assert link_of(interview) is None
    with pytest.raises(NotAllowedError, match="expired"):
        withdraw_by_link(link, interview)
    db.session.flush()
    told = db.session.scalars(select(Act.details)).all()
    assert "Olga" not in repr(told)


def test_staff_take_everything_back_once(bruno, process):
    interview = an_interview(process)
    withdraw_interview(bruno, interview, "by phone")

    with pytest.raises(NotAllowedError, match="was withdrawn"):
        withdraw_interview(bruno, interview, "again")
    with pytest.raises(NotAllowedError, match="was withdrawn"):
        make_link(bruno, interview)
    with pytest.raises(RefusedError, match="was withdrawn"):
        interview.hold(now())


def test_a_link_that_was_kept_answers_no_withdrawn_interview(bruno, process):
    a_consent_text(process)
    interview = an_interview(process)
    link = make_link(bruno, interview)
    interview.withdraw(now())
    db.session.flush()

    with pytest.raises(NotAllowedError, match="was withdrawn"):
        give_consent(link, interview, {})


def test_a_link_opens_for_its_days_and_the_next_one_replaces_it(bruno, process):
    interview = an_interview(process)
    first = make_link(bruno, interview)
    token = token_of(interview.id, number_of(first))
    assert link_by(token) is first
    note_opening(first)
    opened = first.opened_at
    note_opening(first)
    assert first.opened_at == opened

    second = make_link(bruno, interview, days=1)
    with pytest.raises(NotFoundError):
        link_by(token)
    assert second.is_valid(now())
    assert not second.is_valid(now() + timedelta(days=1))
    revoke_link(bruno, interview)
    assert not second.is_valid(now())
    for days in (0, 366):
        with pytest.raises(RefusedError):
            make_link(bruno, interview, days=days)


def test_the_link_is_sent_in_a_letter_unless_it_was_revoked(bruno, process):
    interview = an_interview(process)
    make_link(bruno, interview)
    link = make_link(bruno, interview)
    make_link(bruno, an_interview(process, email=""))
    db.end_write(keep=True)
    run_due_jobs()

    letters = db.session.scalars(select(Letter)).all()
    assert [one.to for one in letters] == ["olga@example.org"]
    assert token_of(interview.id, number_of(link)) in letters[0].body


def test_one_answer_is_in_force_for_each_purpose(process):
    interview = an_interview(process)
    for purposes in ({Purpose.USE}, {Purpose.RECORD}, {Purpose.USE}):
        agree(interview, purposes)

    assert len(interview.answers()) == len(Purpose)
    assert may(interview, Purpose.USE)


def test_who_is_told_of_a_withdrawal_sees_all_the_new_answers(process):
    interview = an_interview(process, agrees={Purpose.QUOTE_BY_NAME})
    seen = []

    def look(consent):
        seen.append((consent.purpose, may(interview, Purpose.QUOTE_BY_ROLE)))

    consent_withdrawn.when(look)
    try:
        give_consent(link_of(interview), interview, {Purpose.QUOTE_BY_ROLE: True})
    finally:
        consent_withdrawn._listeners.remove(look)

    assert seen == [(Purpose.QUOTE_BY_NAME, True)]
