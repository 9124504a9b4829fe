"""Giving passages back to be read, and what follows from each answer and from silence."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta

from markupsafe import escape

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Channel, ContributionDraft, publish, record
from consult.guides import ConsentText, Silence
from consult.interviews import (
    Interview,
    InterviewLink,
    Purpose,
    link_of,
    lock_interview,
    make_link,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import (
    BODY_LIMIT,
    COMMENT_LIMIT,
    TITLE_LIMIT,
    as_markdown,
    clean,
    clean_line,
    excerpt,
)
from consult.returning.erasing import take_from_sight
from consult.returning.jobs import write_of_passages
from consult.returning.models import Answer, ReturnedPassage, ReturnRound
from consult.returning.offering import Offered, offered_in, say_answer
from consult.returning.policy import can_answer, can_return, may_publish
from consult.returning.queries import find_returned, returned_of, round_of
from consult.returning.signatures import signature_of, voice_of_interview

LINK_LIVES_ON = timedelta(days=30)
"""The link goes on opening after a round: one may change one's mind."""


class UnclearAnswerError(RefusedError):
    """Whoever changes a passage writes what should stand there."""


class ChangedWordsError(ConflictError):
    """The words stand otherwise than they were read: nobody approves what they have not seen."""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What an interviewee says of a passage."""

    answer: Answer
    own_words: str = ""
    comment: str = ""
    seen: str | None = None
    """The fingerprint of the words that were read, where a page has shown them."""


def send_passages(person: Person, interview: Interview) -> int:
    """Give the interviewee the passages to read that they have not answered; return how many.

    Raises `NotAllowedError`, and `RefusedError` when there is none.
    """
    lock_interview(interview)
    require(can_return(person, interview))
    text = _agreed_text(interview)
    kept = {one.passage_id: one for one in returned_of(interview)}
    last = max((one.number for one in kept.values()), default=0)
    _forget_gone(kept, offered := offered_in(interview))
    for one in offered:
        if one.passage_id in kept:
            _ask_again(kept[one.passage_id], one)
        else:
            last += 1
            db.session.add(ReturnedPassage(interview_id=interview.id, number=last, **asdict(one)))
    db.session.flush()
    waiting = [one for one in returned_of(interview) if one.answer is None]
    if not waiting:
        raise RefusedError(_("No passage waits to be read."))
    sent = _begin(person, interview, text)
    _open_until(person, interview, sent)
    note_act(person, "passages.sent", interview, passages=len(waiting))
    write_of_passages.later(round_id=sent.id, number=0)
    return len(waiting)


def answer_passage(
    link: InterviewLink, interview: Interview, passage: ReturnedPassage, draft: AnswerDraft
) -> None:
    """Keep what the interviewee says of a passage, and let it follow at once.

    Approved as it stands, it is published; in other words it waits for a moderator; withheld, it is
    gone from sight. Raises `NotAllowedError`, `ChangedWordsError`, `UnclearAnswerError`, and
    `NotFoundError` for a passage that was taken back meanwhile.
    """
    lock_interview(interview)
    require(can_answer(link, interview, now()))
    passage = find_returned(interview, passage.number)
    if draft.seen not in {None, passage.fingerprint} and draft.answer is not Answer.WITHHELD:
        raise ChangedWordsError(
            _("These words were corrected meanwhile: read them again, then answer."),
            field="answer",
        )
    own, comment = clean(draft.own_words), clean(draft.comment)
    if draft.answer is Answer.AMENDED and not 0 < len(own) <= BODY_LIMIT:
        raise UnclearAnswerError(_("Write the words that should stand there."), field="own_words")
    if draft.answer is Answer.APPROVED and own not in {"", clean(passage.words), passage.own_words}:
        raise UnclearAnswerError(
            _("You changed the words: say that they are published as you wrote them."),
            field="answer",
        )
    if len(comment) > COMMENT_LIMIT:
        raise UnclearAnswerError(_("This text is too long: shorten it."), field="comment")
    own = own if draft.answer is Answer.AMENDED else ""
    passage.comment, passage.answered_at = comment, now()
    if (passage.answer, passage.own_words) != (draft.answer, own):
        passage.answer, passage.own_words, passage.by_silence = draft.answer, own, False
        _follow(interview, passage)
    db.session.flush()
    note_act(None, f"passage.{draft.answer.value}", passage)


def close_round(sent: ReturnRound, interview: Interview) -> None:
    """Let silence mean what the consent of this round says, once.

    Who was not written to, or could not answer any more, has agreed to nothing by being silent.
    """
    lock_interview(interview)
    db.lock_row(sent)
    if sent.closed_at is not None:
        return
    sent.closed_at = now()
    text = db.session.get_one(ConsentText, sent.text_id)
    approves = text.silence is Silence.APPROVES and may_publish(interview)
    approves = approves and _could_answer(interview)
    for passage in returned_of(interview):
        if passage.answer is None:
            passage.answer = Answer.APPROVED if approves else Answer.WITHHELD
            passage.answered_at, passage.by_silence = now(), True
            _follow(interview, passage)
    db.session.flush()
    note_act(None, "passages.closed", interview)


def _could_answer(interview: Interview) -> bool:
    """Whether the letter with the passages had somewhere to go, and its link opens to the end."""
    link = link_of(interview)
    return interview.email is not None and link is not None and link.is_valid(now())


def _follow(interview: Interview, passage: ReturnedPassage) -> None:
    """Take from sight what stood there, and publish what is approved."""
    take_from_sight([passage])
    say_answer(passage)
    if passage.answer is None or passage.answer is Answer.WITHHELD:
        return
    words = passage.public_words
    contribution = record(
        voice_of_interview(interview),
        interview.process,
        Channel.INTERVIEW,
        ContributionDraft(
            title=excerpt(escape(clean_line(words)), TITLE_LIMIT - 1),
            body=as_markdown(words),
            municipality_id=signature_of(interview).municipality_id,
            theme_id=passage.theme_id,
            language=interview.language,
            evidence={
                "interview": interview.code,
                "version": passage.version_number,
                "start": passage.start,
                "end": passage.end,
                "passage": passage.passage_id,
            },
        ),
    )
    passage.contribution_id = contribution.id
    if passage.answer is Answer.APPROVED:
        publish(contribution)


def _ask_again(kept: ReturnedPassage, one: Offered) -> None:
    """Ask for an answer to other words; answered already and the same, it is not asked again."""
    if kept.words != one.words:
        take_from_sight([kept])
        kept.answer, kept.own_words, kept.answered_at = None, "", None
        say_answer(kept)
    if kept.answer is None:
        for name, value in asdict(one).items():
            setattr(kept, name, value)


def _forget_gone(kept: dict[int, ReturnedPassage], offered: list[Offered]) -> None:
    """Forget what waits to be read and is no passage any more."""
    there = {one.passage_id for one in offered}
    for passage_id, passage in kept.items():
        if passage_id not in there and passage.answer is None:
            db.session.delete(passage)
    db.session.flush()


def _agreed_text(interview: Interview) -> ConsentText:
    """The text under which they agreed to being quoted: it says what their silence means."""
    answers = interview.answers()
    quoted = (answers.get(one) for one in (Purpose.QUOTE_BY_NAME, Purpose.QUOTE_BY_ROLE))
    return next(one.text for one in quoted if one is not None and one.given)


def _begin(person: Person, interview: Interview, text: ConsentText) -> ReturnRound:
    sent = round_of(interview)
    if sent is not None:
        sent.closed_at = now()
        db.session.flush()
    sent = ReturnRound(
        interview_id=interview.id,
        text_id=text.id,
        sent_at=now(),
        sent_by_id=person.id,
        closes_at=now() + timedelta(days=text.silence_days),
    )
    db.session.add(sent)
    db.session.flush()
    return sent


def _open_until(person: Person, interview: Interview, sent: ReturnRound) -> None:
    """See that the private link opens longer than the round lasts."""
    link = link_of(interview)
    if link is None:
        days = (sent.closes_at - now() + LINK_LIVES_ON).days
        make_link(person, interview, days=min(days, 365), write=False)
    elif link.expires_at < sent.closes_at + LINK_LIVES_ON:
        link.expires_at = sent.closes_at + LINK_LIVES_ON
    db.session.flush()
