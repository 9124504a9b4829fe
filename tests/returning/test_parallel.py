"""An interviewee answers while what they agreed to is taken back: nothing of it is shown after."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import select

from consult.accounts import Person
from consult.contributions import Channel, Contribution
from consult.guides import Silence
from consult.interviews import (
    Purpose,
    files_of,
    get_interview,
    give_consent,
    keep_file,
    link_of,
    withdraw_by_link,
    withdraw_consent,
)
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.kernel.i18n import speaking
from consult.returning import Answer, AnswerDraft, answer_passage, returned_of
from consult.returning.commands import close_round
from consult.returning.queries import round_of
from tests.makers.interviews import a_consent_text, an_interview, an_interviewer, some_audio
from tests.makers.passages import given_back
from tests.wall.test_parallel import kept_story

BY_ROLE = frozenset({Purpose.TRANSCRIBE, Purpose.QUOTE_BY_ROLE})
PATIENCE = 20


@pytest.fixture
def read(process):
    """Passages that an interviewee has before them: the ids of the interview and of staff."""
    interview = an_interview(process, agrees=BY_ROLE, email="")
    given_back(interview)
    found = interview.id, an_interviewer().id
    kept_story()
    return found


def crossing(interview_id, act, taking_back):
    """Do something in a transaction that read the answers before they are taken back.

    On the embedded database the second waits for the first. Return what the act raised.
    """
    opened, gone = Event(), Event()

    def acting():
        with speaking("en"), db.transaction():
            interview = get_interview(interview_id)
            assert interview.answers()
            before = link_of(interview), returned_of(interview)[0]
            opened.set()
            assert db.is_sqlite or gone.wait(PATIENCE)
            act(interview, *before)

    def taking():
        assert opened.wait(PATIENCE)
        with speaking("en"), db.transaction():
            taking_back(get_interview(interview_id))
        gone.set()

    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(acting), threads.submit(taking)]
        both[1].result()
        return both[0].exception()


def public_words(interview_id):
    """What stands of it for everyone, and what waits for a moderator."""
    db.forget()
    said = select(Contribution).where(Contribution.channel == Channel.INTERVIEW)
    return [one.source for one in db.session.scalars(said) if one.source or one.is_public]


def quoted_no_more(staff_id):
    def take_back(interview):
        staff = db.session.get_one(Person, staff_id)
        withdraw_consent(staff, interview, Purpose.QUOTE_BY_ROLE, "by phone")

    return take_back


def approve(interview, link, passage):
    answer_passage(link, interview, passage, AnswerDraft(Answer.APPROVED))


def test_an_answer_that_crosses_the_withdrawal_of_a_purpose_publishes_nothing(read):
    interview_id, staff_id = read

    refusal = crossing(interview_id, approve, quoted_no_more(staff_id))

    assert public_words(interview_id) == []
    if not db.is_sqlite:
        assert isinstance(refusal, NotAllowedError)
        assert "none of your words is shown" in str(refusal.message)


def test_an_answer_that_crosses_the_withdrawal_of_all_publishes_nothing(read):
    interview_id, _staff = read

    refusal = crossing(interview_id, approve, lambda one: withdraw_by_link(link_of(one), one))

    assert public_words(interview_id) == []
    assert db.is_sqlite or isinstance(refusal, NotAllowedError | NotFoundError)


def test_silence_that_crosses_a_withdrawal_publishes_nothing(process):
    a_consent_text(process, silence=Silence.APPROVES)
    interview = an_interview(process, agrees=BY_ROLE, email="")
    given_back(interview)
    interview_id, staff_id = interview.id, an_interviewer().id
    kept_story()

    def close(interview, *_before):
        close_round(round_of(interview), interview)

    crossing(interview_id, close, quoted_no_more(staff_id))

    assert public_words(interview_id) == []


def test_audio_that_crosses_a_withdrawal_is_not_kept(read):
    interview_id, staff_id = read
    with db.transaction():
        give_consent(
            link_of(get_interview(interview_id)),
            get_interview(interview_id),
            dict.fromkeys({Purpose.RECORD, *BY_ROLE}, True),
        )

    def keep(interview, *_before):
        keep_file(db.session.get_one(Person, staff_id), interview, some_audio())

    crossing(interview_id, keep, lambda one: withdraw_by_link(link_of(one), one))

    assert [one.deleted_at for one in files_of(get_interview(interview_id))].count(None) == 0
