"""An interviewee decides: as it stands, in their words, or not at all; and silence is agreed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.coding import PassageState, get_passage, marks_in, unmark
from consult.contributions import Channel, Contribution, State, VoiceKind
from consult.guides import Silence
from consult.interviews import (
    InterviewKind,
    Purpose,
    get_interview,
    give_consent,
    link_of,
    make_link,
    revoke_link,
    withdraw_interview,
)
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.kernel.jobs import run_due_jobs
from consult.kernel.mail import Letter
from consult.returning import (
    Answer,
    AnswerDraft,
    answer_passage,
    can_return,
    returned_of,
    round_of,
    send_passages,
)
from consult.returning.commands import UnclearAnswerError, close_round
from consult.returning.jobs import remind_of_passages
from consult.returning.queries import find_returned
from consult.returning.ticking import close_rounds
from consult.transcripts import correct, newest_version
from tests.makers import a_theme
from tests.makers.interviews import a_consent_text, an_interview, an_interviewer
from tests.makers.passages import FIRST, MAIL, SECOND, a_marked_text, given_back

BY_ROLE = frozenset({Purpose.TRANSCRIBE, Purpose.QUOTE_BY_ROLE})
APPROVED, WITHHELD = AnswerDraft(Answer.APPROVED), AnswerDraft(Answer.WITHHELD)


@pytest.fixture
def interview(process):
    return an_interview(process, agrees=BY_ROLE, email="")


def answered(interview, passage, draft=APPROVED):
    answer_passage(link_of(interview), interview, passage, draft)
    return db.session.get(Contribution, passage.contribution_id or 0)


def letters():
    db.end_write(keep=True)
    run_due_jobs()
    return db.session.scalars(select(Letter).order_by(Letter.id)).all()


def test_an_approved_passage_becomes_a_voice_with_its_evidence(interview):
    first, _second = given_back(interview)
    said = answered(interview, first)

    assert (said.state, said.channel, said.source) == (State.PUBLISHED, Channel.INTERVIEW, FIRST)
    assert (said.theme_id, said.municipality_id) == (a_theme().id, None)
    assert said.evidence == {
        "interview": interview.code,
        "version": 1,
        "start": first.start,
        "end": first.end,
        "passage": first.passage_id,
    }
    text = newest_version(interview).text
    assert text[said.evidence["start"] : said.evidence["end"]] == FIRST
    db.session.refresh(said, ["voice"])
    assert said.voice.kind is VoiceKind.INTERVIEWEE
    assert get_passage(first.passage_id).state is PassageState.APPROVED


def test_nothing_is_public_before_it_is_approved(interview):
    given_back(interview)

    assert db.session.scalar(select(Contribution)) is None


def test_in_other_words_it_waits_for_a_moderator(interview):
    first, _second = given_back(interview)
    own = AnswerDraft(Answer.AMENDED, " Strisce pedonali. ", "È più chiaro.")
    said = answered(interview, first, own)

    assert (said.state, said.source) == (State.WAITING, "Strisce pedonali.")
    assert (first.own_words, first.comment) == ("Strisce pedonali.", "È più chiaro.")
    assert get_passage(first.passage_id).public_words == "Strisce pedonali."
    for draft, field in (
        (AnswerDraft(Answer.AMENDED, " "), "own_words"),
        (AnswerDraft(Answer.APPROVED, comment="x" * 3_001), "comment"),
    ):
        with pytest.raises(UnclearAnswerError) as refused:
            answered(interview, first, draft)
        assert refused.value.field == field


def test_the_same_answer_again_makes_nothing_new(interview):
    first, second = given_back(interview)
    assert answered(interview, first) is answered(interview, first)
    other = answered(interview, second)

    assert answered(interview, first).voice_id == other.voice_id
    assert answered(interview, second, WITHHELD) is None
    assert (other.state, other.source) == (State.WITHDRAWN, "")
    assert get_passage(second.passage_id).state is PassageState.WITHHELD


def test_personal_data_is_masked_before_anybody_reads_it(interview):
    (passage,) = given_back(interview, MAIL)

    assert "olga@" not in passage.words
    assert "Scrivetemi" in answered(interview, passage).source


def test_passages_go_only_to_who_agreed_after_it_was_held(dario, process):
    planned = an_interview(process, held=False)
    silent = an_interview(process, agrees={Purpose.QUOTE_BY_ROLE})
    gone = an_interview(process, agrees=BY_ROLE)
    with pytest.raises(RefusedError, match="No passage waits"):
        send_passages(an_interviewer(), gone)
    withdraw_interview(an_interviewer(), gone, "asked")

    for one, why in ((planned, "not held"), (silent, "not agreed"), (gone, "withdrawn")):
        with pytest.raises(NotAllowedError, match=why):
            send_passages(an_interviewer(), one)
    assert not can_return(dario, an_interview(process, agrees=BY_ROLE))


def test_whose_link_expired_or_whose_consent_is_gone_answers_nothing(interview):
    first, _second = given_back(interview)
    link = link_of(interview)
    give_consent(link, interview, {Purpose.USE: True})
    with pytest.raises(NotAllowedError, match="not agreed to being quoted"):
        answer_passage(link, interview, first, APPROVED)
    revoke_link(an_interviewer(), interview)
    with pytest.raises(NotAllowedError, match="expired"):
        answer_passage(link, interview, first, APPROVED)


def test_a_link_is_made_when_there_is_none_and_opens_longer_than_the_round(interview):
    a_marked_text(interview)
    revoke_link(an_interviewer(), interview)
    send_passages(an_interviewer(), interview)
    made = link_of(interview)
    assert made.expires_at > round_of(interview).closes_at + timedelta(days=29)

    short = make_link(an_interviewer(), interview, days=1)
    send_passages(an_interviewer(), interview)
    assert short.expires_at > round_of(interview).closes_at


def test_sent_again_only_what_is_new_or_changed_is_asked(interview):
    first, second = given_back(interview, FIRST, SECOND)
    answered(interview, first)
    answered(interview, second)
    with pytest.raises(RefusedError):
        send_passages(an_interviewer(), interview)

    text = newest_version(interview).text
    start = text.index("ombra")
    correct(an_interviewer(), interview, (start, start + 5), "fresco", 1)
    assert send_passages(an_interviewer(), interview) == 1

    kept, anew = returned_of(interview)
    assert (kept.answer, anew.answer) == (Answer.APPROVED, None)
    assert "fresco" in anew.words
    with pytest.raises(NotFoundError):
        find_returned(interview, 9)


@pytest.mark.parametrize(
    ("silence", "answer", "public"),
    [(Silence.WITHHOLDS, Answer.WITHHELD, 1), (Silence.APPROVES, Answer.APPROVED, 2)],
)
def test_silence_means_what_was_agreed_to_and_not_what_is_asked_now(
    process, silence, answer, public
):
    a_consent_text(process, silence=silence, silence_days=10)
    interview = an_interview(process, agrees=BY_ROLE, email="")
    interview.email = "olga@example.org"
    other = next(one for one in Silence if one is not silence)
    a_consent_text(process, silence=other, silence_days=20)
    first, _second = given_back(interview)
    answered(interview, first)
    db.end_write(keep=True)
    close_rounds()
    set_clock(offset=timedelta(days=11))
    close_rounds()
    db.forget()

    first, second = returned_of(interview)
    assert (first.by_silence, second.by_silence, second.answer) == (False, True, answer)
    shown = db.session.scalars(select(Contribution.state)).all()
    assert shown == [State.PUBLISHED] * public
    assert round_of(interview) is None


def test_a_round_is_closed_once_and_publishes_nothing_without_consent(process):
    a_consent_text(process, silence=Silence.APPROVES)
    interview = an_interview(process, agrees=BY_ROLE)
    given_back(interview)
    sent = round_of(interview)
    give_consent(link_of(interview), interview, {Purpose.TRANSCRIBE: True})
    close_round(sent, interview)
    closed = sent.closed_at
    close_round(sent, interview)

    assert sent.closed_at == closed
    assert {one.answer for one in returned_of(interview)} == {Answer.WITHHELD}


def test_what_is_no_passage_any_more_is_not_asked(interview):
    given_back(interview)
    for made in marks_in([interview.id])[:1]:
        unmark(an_interviewer(), interview, made)

    assert send_passages(an_interviewer(), interview) == 1
    assert [one.words for one in returned_of(interview)] == [SECOND]


def test_a_meeting_gives_its_notes_back_like_an_interview(process):
    meeting = an_interview(process, kind=InterviewKind.MEETING, agrees=BY_ROLE)
    first, _second = given_back(meeting)

    assert answered(meeting, first).channel is Channel.INTERVIEW


def test_letters_go_with_the_passages_and_remind_twice_who_is_silent(process):
    interview = an_interview(process, agrees=BY_ROLE)
    letters()
    db.begin_write()
    given_back(interview)
    sent = letters()
    assert "/passages" in sent[-1].body
    assert FIRST not in sent[-1].body
    assert len(sent) == 2

    for days in (1, 24, 24, 29):
        set_clock(offset=timedelta(days=days))
        remind_of_passages()
        db.forget()
    assert [one.to for one in letters()] == ["olga@example.org"] * 4

    db.begin_write()
    interview = get_interview(interview.id)
    for number in (1, 2):
        answered(interview, find_returned(interview, number), WITHHELD)
    round_of(interview).reminders = 0
    db.end_write(keep=True)
    remind_of_passages()
    assert len(letters()) == 4
    assert now() < link_of(interview).expires_at


def test_words_that_were_changed_are_not_dropped_by_who_approves_them_as_they_stand(interview):
    [passage, *_others] = given_back(interview)

    with pytest.raises(UnclearAnswerError) as refusal:
        answered(interview, passage, AnswerDraft(Answer.APPROVED, own_words="Something else."))

    assert refusal.value.field == "answer"
    assert passage.answer is None
    assert answered(interview, passage, AnswerDraft(Answer.APPROVED, own_words=passage.words))
