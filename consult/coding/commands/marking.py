"""Marking passages: putting codes on them, taking them off, memos, undoing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.audit import note_act
from consult.coding.commands.codebook import CodeDraft, make_code
from consult.coding.models import Code, CodingStep, Mark, Passage, StepKind
from consult.coding.policy import can_change_mark, can_mark
from consult.interviews import Interview, can_code_interview
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import COMMENT_LIMIT, TITLE_LIMIT, clean
from consult.transcripts import (
    TranscriptVersion,
    carried,
    find_version,
    newest_version,
    transcript_of,
)

if TYPE_CHECKING:
    from consult.accounts import Person

IMPORTANCE = range(4)


class UnsoundSpanError(RefusedError):
    """A passage is some words of the text that stands."""


@dataclass(frozen=True, slots=True)
class SpanDraft:
    """Where a passage is, in code points of a version of the text, end exclusive."""

    version: int
    start: int
    end: int
    memo: str = ""
    importance: int = 0


def mark(
    person: Person, interview: Interview, code: Code, draft: SpanDraft, coder: Person | None = None
) -> Mark:
    """Put a code on a passage; it is there already by this coder: that one is returned.

    A span of an earlier version is carried over. `coder` is whose mark it is, when an import
    brings it. Raises `NotAllowedError` and `UnsoundSpanError`.
    """
    require(can_mark(person, interview, code))
    version = text_that_stands(interview)
    start, end = sound_span(interview, version, draft)
    passage = _passage(interview, version, start, end)
    whose = (coder or person).id
    there = db.session.scalar(
        select(Mark).where(
            Mark.passage_id == passage.id,
            Mark.code_id == code.id,
            Mark.coder_id == whose,
            Mark.removed_at.is_(None),
        )
    )
    if there is not None:
        return there
    made = Mark(
        passage_id=passage.id,
        code_id=code.id,
        coder_id=whose,
        memo=clean(draft.memo)[:COMMENT_LIMIT],
        importance=draft.importance if draft.importance in IMPORTANCE else 0,
        made_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    _step(person, interview, made, StepKind.MARK)
    return made


def mark_in_vivo(person: Person, interview: Interview, draft: SpanDraft) -> Mark:
    """Make a code out of the words themselves, and put it on them."""
    require(can_code_interview(person, interview))
    version = text_that_stands(interview)
    start, end = sound_span(interview, version, draft)
    words = " ".join(version.text[start:end].split())
    name = words if len(words) <= TITLE_LIMIT else words[: TITLE_LIMIT - 1] + "…"
    code = make_code(person, interview.process, CodeDraft(name, is_in_vivo=True))
    return mark(person, interview, code, draft)


def unmark(person: Person, interview: Interview, made: Mark) -> None:
    """Take one's own mark off; it is off already: nothing changes."""
    require(can_change_mark(person, interview, made))
    db.lock_row(made)
    if made.removed_at is not None:
        return
    made.removed_at = now()
    db.session.flush()
    _step(person, interview, made, StepKind.UNMARK)


def note_on(person: Person, interview: Interview, made: Mark, memo: str, importance: int) -> None:
    """Write a memo on one's own mark, and how important it is."""
    require(can_change_mark(person, interview, made))
    if importance not in IMPORTANCE:
        raise RefusedError(_("Choose how important it is."), field="importance")
    said = clean(memo)[:COMMENT_LIMIT]
    db.lock_row(made)
    if made.removed_at is not None or (made.memo, made.importance) == (said, importance):
        return
    _step(
        person,
        interview,
        made,
        StepKind.DETAIL,
        {"memo": made.memo, "importance": made.importance},
    )
    made.memo, made.importance = said, importance
    db.session.flush()


def undo(person: Person, interview: Interview) -> bool:
    """Undo what one did last here; whether there was something to undo."""
    require(can_code_interview(person, interview))
    text_that_stands(interview)
    step = db.session.scalar(
        select(CodingStep)
        .where(
            CodingStep.interview_id == interview.id,
            CodingStep.by_id == person.id,
            CodingStep.undone_at.is_(None),
        )
        .order_by(CodingStep.id.desc())
        .limit(1)
    )
    if step is None:
        return False
    made = db.session.get_one(Mark, step.mark_id)
    if step.kind is StepKind.MARK:
        made.removed_at = now()
    elif step.kind is StepKind.UNMARK:
        twin = db.session.scalar(
            select(Mark.id).where(
                Mark.passage_id == made.passage_id,
                Mark.code_id == made.code_id,
                Mark.coder_id == made.coder_id,
                Mark.removed_at.is_(None),
            )
        )
        made.removed_at = made.removed_at if twin else None
    else:
        made.memo, made.importance = step.before["memo"], step.before["importance"]
    step.undone_at = now()
    db.session.flush()
    return True


def text_that_stands(interview: Interview) -> TranscriptVersion:
    """Hold an interview's text and return it: who marks and who corrects it take turns.

    Raises `UnsoundSpanError` when there is none.
    """
    transcript = transcript_of(interview)
    if transcript is not None:
        db.lock_row(transcript)
    version = newest_version(interview)
    if version is None:
        raise UnsoundSpanError(_("There is no text yet."))
    return version


def sound_span(
    interview: Interview, version: TranscriptVersion, draft: SpanDraft
) -> tuple[int, int]:
    """Return a draft's span in the text that stands, without blanks around it."""
    start, end = draft.start, draft.end
    if draft.version != version.number:
        before = find_version(interview, draft.version)
        if not 0 <= start < end <= len(before.text):
            raise UnsoundSpanError(_("Choose some words of the text first."))
        [place] = carried(before.text, version.text, [(start, end)])
        if not place.sure:
            raise UnsoundSpanError(
                _("These words were corrected meanwhile: choose them again in the new version.")
            )
        start, end = place.start, place.end
    if not 0 <= start < end <= len(version.text):
        raise UnsoundSpanError(_("Choose some words of the text first."))
    words = version.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start >= end:
        raise UnsoundSpanError(_("Choose some words of the text first."))
    return start, end


def passage_at(transcript_id: int, start: int, end: int) -> Passage | None:
    """Return the passage of just these words, if there is one."""
    return db.session.scalar(
        select(Passage).where(
            Passage.transcript_id == transcript_id,
            Passage.start == start,
            Passage.end == end,
            Passage.is_sure,
        )
    )


def _passage(interview: Interview, version: TranscriptVersion, start: int, end: int) -> Passage:
    there = passage_at(version.transcript_id, start, end)
    if there is not None:
        return there
    passage = Passage(
        interview_id=interview.id,
        transcript_id=version.transcript_id,
        version_id=version.id,
        start=start,
        end=end,
        words=version.text[start:end],
        made_at=now(),
    )
    db.session.add(passage)
    db.session.flush()
    return passage


def _step(
    person: Person,
    interview: Interview,
    made: Mark,
    kind: StepKind,
    before: dict[str, object] | None = None,
) -> None:
    """Keep what was done, to undo it, and as an act."""
    db.session.add(
        CodingStep(
            interview_id=interview.id,
            by_id=person.id,
            mark_id=made.id,
            kind=kind,
            before=before or {},
            at=now(),
        )
    )
    db.session.flush()
    note_act(person, f"passage.{kind.value}", made, interview=interview.id)
