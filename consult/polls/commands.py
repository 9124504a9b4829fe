"""Putting a question to the room, answering it, closing it and telling what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, speaking
from consult.kernel.policy import require
from consult.kernel.text import clean, clean_line
from consult.live import announce_change
from consult.polls.drafts import (
    QUESTION_LENGTH,
    WORDS_LENGTH,
    AnswerDraft,
    PollDraft,
    UnsoundAnswerError,
    sound_answer,
    sound_poll,
)
from consult.polls.models import Poll, PollAnswer, PollKind
from consult.polls.policy import can_answer
from consult.polls.queries import polls_of_block, spread_before
from consult.tables import BlockKind, Session, SessionState, can_run, topic_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from consult.accounts import Person
    from consult.seats import Seat
    from consult.tables import Block

PART = "polls"


class NotARoundError(RefusedError):
    """Only what is estimated on a scale is asked again, and after it was told."""


def open_poll(
    person: Person, session: Session, draft: PollDraft, block: Block | None = None
) -> Poll:
    """Put a question to the room.

    Raises `NotAllowedError` for who does not run the session, `UnsoundPollError` for a question
    that cannot be answered.
    """
    require(can_run(person, session))
    if session.state is not SessionState.RUNNING:
        raise RefusedError(_("A question is put to the room while the session runs."))
    poll = _put(session, sound_poll(draft), block, now())
    note_act(person, "poll.opened", poll, session=session.id)
    return poll


def answer_poll(seat: Seat, poll: Poll, draft: AnswerDraft) -> None:
    """Take in what a seat answers, in place of what it answered before.

    Raises `NotAllowedError` when the question is closed or asked of others, `UnsoundAnswerError`
    when this answers nothing, or an estimate far from the panel's comes without its reason.
    """
    db.lock_row(seat)  # two devices of one seat answer at once: one after the other
    db.session.refresh(poll)
    require(can_answer(seat, poll, now()))
    value = sound_answer(poll, draft)
    reason = clean(draft.reason)[:WORDS_LENGTH]
    spread = spread_before(poll)
    if spread is not None and not spread.holds(float(value["value"])) and not reason:
        raise UnsoundAnswerError(
            _("You stand apart from most of the panel: write why, in a few words."), field="reason"
        )
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    kept = {"value": value, "reason": reason, "at": now()}
    db.session.execute(
        insert(PollAnswer)
        .values(poll_id=poll.id, seat_id=seat.id, **kept)
        .on_conflict_do_update(index_elements=["poll_id", "seat_id"], set_=kept)
    )
    announce_change(topic_of(db.session.get_one(Session, seat.session_id)), PART)


def close_poll(person: Person, session: Session, poll: Poll) -> None:
    """Take no more answers; twice is once."""
    require(can_run(person, session))
    db.lock_row(poll)
    if poll.closed_at is None:
        poll.closed_at = now()
        note_act(person, "poll.closed", poll, session=session.id)
        announce_change(topic_of(session), PART)


def tell_poll(person: Person, session: Session, poll: Poll) -> None:
    """Close a question and show everyone what was answered; twice is once."""
    close_poll(person, session, poll)
    if poll.told_at is None:
        poll.told_at = now()
        note_act(person, "poll.told", poll, session=session.id)
        announce_change(topic_of(session), PART)


def next_round(person: Person, session: Session, poll: Poll) -> Poll:
    """Ask a panel the same again, now that it knows where it stands.

    Raises `NotAllowedError` for who does not run the session, `NotARoundError` before the round at
    hand is told or for a question without a scale.
    """
    require(can_run(person, session))
    db.lock_row(poll)
    if poll.kind is not PollKind.SCALE or poll.told_at is None:
        raise NotARoundError(_("Tell this round first: then the panel can be asked again."))
    again = Poll(
        session_id=session.id,
        block_id=poll.block_id,
        kind=poll.kind,
        question=poll.question,
        options=poll.options,
        settings=poll.settings,
        round=poll.round + 1,
        follows_id=poll.id,
        opened_at=now(),
    )
    db.session.add(again)
    db.session.flush()
    note_act(person, "poll.asked-again", again, session=session.id, round=again.round)
    announce_change(topic_of(session), PART)
    return again


def begin_polls(session: Session, block: Block, at: datetime) -> None:
    """Put the questions that a block brings along: the exit questions, in the room's language."""
    if block.kind is not BlockKind.SURVEY or polls_of_block(block):
        return
    if {"round", "scale", "same_as"} & set(block.settings):
        return  # its method asks something of its own
    for draft in _exit_questions(session.language):
        _put(session, draft, block, at)


def put_statements(
    session: Session, block: Block, statements: Sequence[str], scale: tuple[int, int], at: datetime
) -> None:
    """Ask a panel to estimate each statement on a scale; asked already, nothing changes."""
    if polls_of_block(block):
        return
    low, high = scale
    settings = {"low": low, "high": high, "panel": True}
    for one in statements:
        question = clean_line(one)[:QUESTION_LENGTH]
        poll = _put(session, PollDraft(PollKind.SCALE, question, (), settings), block, at)
        poll.round = int(block.settings.get("round", 1))
    db.session.flush()


def ask_again(session: Session, earlier: Block, block: Block, at: datetime) -> None:
    """Ask in a block what an earlier one asked; who estimates sees where the panel stood."""
    if polls_of_block(block):
        return
    for poll in polls_of_block(earlier):
        draft = PollDraft(poll.kind, poll.question, poll.options, poll.settings)
        again = _put(session, draft, block, at)
        again.round = int(block.settings.get("round", poll.round + 1))
        again.follows_id = poll.id if poll.kind is PollKind.SCALE else None
    db.session.flush()


def end_polls(session: Session, block: Block, at: datetime) -> None:
    """Close what a block has asked, and tell it."""
    polls = polls_of_block(block)
    for poll in polls:
        poll.closed_at = poll.closed_at or at
        poll.told_at = poll.told_at or at
    if polls:
        db.session.flush()
        announce_change(topic_of(session), PART)


def _put(session: Session, draft: PollDraft, block: Block | None, at: datetime) -> Poll:
    poll = Poll(
        session_id=session.id,
        block_id=None if block is None else block.id,
        kind=draft.kind,
        question=draft.question,
        options=list(draft.options),
        settings=draft.settings,
        opened_at=at,
    )
    db.session.add(poll)
    db.session.flush()
    announce_change(topic_of(session), PART)
    return poll


def _exit_questions(language: str) -> list[PollDraft]:
    with speaking(language):
        least_most = {"low": 1, "high": 5, "least": str(_("not at all")), "most": str(_("fully"))}
        return [
            PollDraft(
                PollKind.SCALE, str(_("Could you say what you wanted to say?")), (), least_most
            ),
            PollDraft(
                PollKind.SCALE,
                str(_("Is it clear to you what happens with what was said?")),
                (),
                least_most,
            ),
            PollDraft(PollKind.WORDS, str(_("What should we do otherwise next time?"))),
        ]
