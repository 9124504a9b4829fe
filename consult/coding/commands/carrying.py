"""What becomes of passages when a text is corrected or erased, and placing the unsure ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from consult.coding.commands.marking import (
    SpanDraft,
    passage_at,
    sound_span,
    text_that_stands,
)
from consult.coding.models import Code, CodingStep, Mark, Passage
from consult.interviews import Interview, can_code_interview
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.policy import require
from consult.transcripts import Correction, Transcript, carried

if TYPE_CHECKING:
    from consult.accounts import Person


def place_passage(
    person: Person, interview: Interview, passage: Passage, draft: SpanDraft
) -> Passage:
    """Say where a passage stands that was unsure; another there already takes its marks over."""
    require(can_code_interview(person, interview))
    version = text_that_stands(interview)
    start, end = sound_span(interview, version, draft)
    there = passage_at(version.transcript_id, start, end)
    if there is None or there is passage:
        passage.start, passage.end, passage.is_sure = start, end, True
        passage.version_id, passage.words = version.id, version.text[start:end]
        db.session.flush()
        return passage
    held = {
        (code_id, coder_id)
        for code_id, coder_id in db.session.execute(
            select(Mark.code_id, Mark.coder_id).where(
                Mark.passage_id == there.id, Mark.removed_at.is_(None)
            )
        )
    }
    for one in db.session.scalars(select(Mark).where(Mark.passage_id == passage.id)).all():
        if one.removed_at is None and (one.code_id, one.coder_id) in held:
            one.removed_at = now()
        one.passage_id = there.id
    db.session.flush()
    return there


def carry_marks(correction: Correction) -> None:
    """Carry the passages of a text over to its new version, in the same transaction."""
    before, after = correction.before, correction.after
    passages = db.session.scalars(
        select(Passage).where(Passage.transcript_id == after.transcript_id).order_by(Passage.id)
    ).all()
    places = carried(before.text, after.text, [(one.start, one.end) for one in passages])
    taken: set[tuple[int, int]] = set()
    rows = []
    for passage, place in zip(passages, places, strict=True):
        span = (place.start, place.end)
        is_sure = place.sure and passage.is_sure and span not in taken
        if is_sure:
            taken.add(span)
        rows.append(
            {
                "id": passage.id,
                "version_id": after.id,
                "start": place.start,
                "end": place.end,
                "words": after.text[place.start : place.end],
                "is_sure": is_sure,
            }
        )
    if not rows:
        return
    # Two spans may change places: for a moment nobody is sure where any of them stands.
    db.session.execute(
        update(Passage)
        .where(Passage.transcript_id == after.transcript_id)
        .values(is_sure=False)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(update(Passage), rows)
    for passage in passages:
        db.session.expire(passage)


def erase_marks(transcript: Transcript) -> None:
    """Leave no word of a text in its passages, in codes in vivo, or in what was noted on them."""
    ids = select(Passage.id).where(Passage.transcript_id == transcript.id)
    db.session.execute(
        update(Code)
        .where(Code.is_in_vivo, Code.id.in_(select(Mark.code_id).where(Mark.passage_id.in_(ids))))
        .values(name="…", sibling_key=None, retired_at=now())
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(Mark)
        .where(Mark.passage_id.in_(ids), Mark.removed_at.is_(None))
        .values(removed_at=now())
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(Mark)
        .where(Mark.passage_id.in_(ids))
        .values(memo="")
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(Passage)
        .where(Passage.transcript_id == transcript.id)
        .values(words="", public_words="", is_sure=False)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        delete(CodingStep)
        .where(CodingStep.interview_id == transcript.interview_id)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()
