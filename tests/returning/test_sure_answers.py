"""Nothing is published that an interviewee has not surely agreed to: old pages, silence, races."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from consult.guides import Silence
from consult.interviews import Consent, Purpose, link_of, revoke_link
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.returning import (
    Answer,
    AnswerDraft,
    answer_passage,
    returned_of,
    round_of,
    send_passages,
)
from consult.returning.commands import ChangedWordsError, close_round
from tests.makers.interviews import a_consent_text, an_interview, an_interviewer
from tests.makers.passages import FIRST, given_back

BY_ROLE = frozenset({Purpose.TRANSCRIBE, Purpose.QUOTE_BY_ROLE})
APPROVED = AnswerDraft(Answer.APPROVED)


@pytest.fixture
def interview(process):
    return an_interview(process, agrees=BY_ROLE, email="")


def test_consent_that_somebody_else_has_just_withdrawn_publishes_nothing(interview):
    first, _second = given_back(interview)
    link = link_of(interview)
    gone = update(Consent).where(Consent.purpose == Purpose.QUOTE_BY_ROLE)
    db.session.execute(  # as another request does it, while this one waits for the row
        gone.values(withdrawn_at=now()), execution_options={"synchronize_session": False}
    )

    with pytest.raises(NotAllowedError, match="not agreed"):
        answer_passage(link, interview, first, APPROVED)
    with pytest.raises(NotAllowedError, match="not agreed"):
        send_passages(an_interviewer(), interview)


def test_nobody_approves_words_that_were_corrected_while_they_read(interview):
    first, _second = given_back(interview)
    opened = replace(APPROVED, seen=first.fingerprint)
    first.words = "Un attraversamento."

    with pytest.raises(ChangedWordsError, match="read them again"):
        answer_passage(link_of(interview), interview, first, opened)
    answer_passage(link_of(interview), interview, first, replace(opened, answer=Answer.WITHHELD))
    assert first.contribution_id is None
    reread = replace(opened, seen=first.fingerprint)
    answer_passage(link_of(interview), interview, first, reread)
    assert first.contribution_id is not None


@pytest.mark.parametrize("reached", ["a letter", "no letter", "no link"])
def test_silence_of_who_could_not_answer_approves_nothing(process, reached):
    a_consent_text(process, silence=Silence.APPROVES)
    email = "" if reached == "no letter" else "olga@example.org"
    interview = an_interview(process, agrees=BY_ROLE, email=email)
    given_back(interview, FIRST)
    if reached == "no link":
        revoke_link(an_interviewer(), interview)
    close_round(round_of(interview), interview)

    [passage] = returned_of(interview)
    approved = Answer.APPROVED if reached == "a letter" else Answer.WITHHELD
    assert (passage.answer, passage.by_silence) == (approved, True)
