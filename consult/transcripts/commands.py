"""Bringing a text in, correcting it as a new version, choosing what is masked, erasing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from consult.audit import note_act
from consult.interviews import Interview, lock_interview
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import TITLE_LIMIT, clean_line
from consult.transcripts.facts import Correction, transcript_corrected, transcript_erased
from consult.transcripts.formats import Kind, sound_text
from consult.transcripts.models import MaskChoice, Transcript, TranscriptVersion
from consult.transcripts.personal import folded
from consult.transcripts.policy import can_bring_in, can_choose_masks
from consult.transcripts.queries import newest_version, transcript_of

if TYPE_CHECKING:
    from consult.accounts import Person


class StaleTextError(ConflictError):
    """Somebody else has corrected this text since its page was opened."""


class UnsoundSpanError(RefusedError):
    """Words are corrected where there are some."""


@dataclass(frozen=True, slots=True)
class TextDraft:
    """Words to bring in, what they came as, the file's name, and why, if somebody says."""

    text: str
    kind: Kind = Kind.PASTED
    source: str = ""
    note: str = ""


def bring_in(
    person: Person, interview: Interview, draft: TextDraft, after: int = 0
) -> TranscriptVersion:
    """Keep a text as the newest version; one that says the same is no new version.

    `after` is the number of the version that the person has read, 0 for none. Raises
    `NotAllowedError`, `UnreadableTextError`, and `StaleTextError` when another version stands.
    """
    text = sound_text(draft.text)
    lock_interview(interview)
    require(can_bring_in(person, interview))
    before = newest_version(interview)
    if (before.number if before else 0) != after:
        raise StaleTextError(
            _("Somebody else has corrected this text. Look at it, then send yours again.")
        )
    if before is not None and before.text == text:
        return before
    transcript = _held(interview)
    transcript.number += 1
    version = TranscriptVersion(
        transcript_id=transcript.id,
        number=transcript.number,
        text=text,
        kind=draft.kind,
        source=clean_line(draft.source)[:TITLE_LIMIT],
        note=clean_line(draft.note)[:TITLE_LIMIT],
        written_at=now(),
        written_by_id=person.id,
    )
    db.session.add(version)
    db.session.flush()
    note_act(person, "transcript.kept", transcript, number=version.number, kind=version.kind.value)
    if before is not None:
        transcript_corrected.announce(Correction(before, version))
    return version


def correct(
    person: Person, interview: Interview, span: tuple[int, int], words: str, after: int
) -> TranscriptVersion:
    """Put other words in the place of a span; nothing else of the text changes.

    Raises what `bring_in` raises, and `UnsoundSpanError` where there are no such words.
    """
    require(can_bring_in(person, interview))
    before = newest_version(interview)
    start, end = span
    if before is None or not 0 <= start < end <= len(before.text):
        raise UnsoundSpanError(_("There are no such words."))
    text = before.text[:start] + words + before.text[end:]
    return bring_in(person, interview, TextDraft(text, before.kind, before.source), after)


def choose_mask(person: Person, interview: Interview, words: str, *, is_masked: bool) -> None:
    """Mask words wherever they stand in a text, or leave them though they were found.

    Raises `NotAllowedError`, and `RefusedError` without words or a text.
    """
    require(can_choose_masks(person, interview))
    transcript, said = transcript_of(interview), folded(clean_line(words))[:TITLE_LIMIT]
    if transcript is None or not said:
        raise RefusedError(_("Write the words to mask."), field="words")
    db.lock_row(transcript)
    choice = db.session.scalar(
        select(MaskChoice).where(
            MaskChoice.transcript_id == transcript.id, MaskChoice.words == said
        )
    )
    if choice is None:
        choice = MaskChoice(transcript_id=transcript.id, words=said)
        db.session.add(choice)
    choice.is_masked, choice.by_id, choice.at = is_masked, person.id, now()
    db.session.flush()
    note_act(person, "transcript.masked" if is_masked else "transcript.unmasked", transcript)


def erase_transcript(interview: Interview) -> None:
    """Leave no word of a text in any version: the interviewee took it back.

    Who asked for it has been heard before; done again, nothing happens.
    """
    transcript = transcript_of(interview)
    if transcript is None:
        return
    transcript.erased_at = now()
    db.session.execute(
        update(TranscriptVersion)
        .where(TranscriptVersion.transcript_id == transcript.id)
        .values(text="", source="", note="")
    )
    db.session.execute(delete(MaskChoice).where(MaskChoice.transcript_id == transcript.id))
    db.session.flush()
    note_act(None, "transcript.erased", transcript)
    transcript_erased.announce(transcript)


def _held(interview: Interview) -> Transcript:
    """Return the row of an interview's transcript; one that was erased holds words again."""
    transcript = db.session.scalar(
        select(Transcript).where(Transcript.interview_id == interview.id)
    )
    if transcript is None:
        transcript = Transcript(interview_id=interview.id, number=0, made_at=now())
        db.session.add(transcript)
        db.session.flush()
    transcript.erased_at = None
    return transcript
