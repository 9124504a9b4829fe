"""Reads of transcripts: the text that stands, the versions before it, what is masked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import defer

from consult.interviews import Interview
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.transcripts.models import MaskChoice, Transcript, TranscriptVersion
from consult.transcripts.personal import Finding, chosen, findings_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

AROUND = 200
"""Code points looked at beside a span: longer than anything that is found by pattern."""


def transcript_of(interview: Interview) -> Transcript | None:
    """The transcript of an interview, if it has one that was not erased."""
    return db.session.scalar(
        select(Transcript).where(
            Transcript.interview_id == interview.id, Transcript.erased_at.is_(None)
        )
    )


def transcripts_of(interview_ids: Collection[int]) -> Mapping[int, Transcript]:
    """The transcripts of some interviews by the interview's id, without the erased."""
    found = db.session.scalars(
        select(Transcript).where(
            Transcript.interview_id.in_(interview_ids), Transcript.erased_at.is_(None)
        )
    )
    return {one.interview_id: one for one in found}


def newest_version(interview: Interview) -> TranscriptVersion | None:
    """The text that stands, if there is one."""
    return db.session.scalar(
        select(TranscriptVersion)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(
            Transcript.interview_id == interview.id,
            Transcript.erased_at.is_(None),
            TranscriptVersion.number == Transcript.number,
        )
    )


def newest_versions(interview_ids: Collection[int]) -> Mapping[int, TranscriptVersion]:
    """The texts that stand of some interviews, by the interview's id."""
    found = db.session.execute(
        select(Transcript.interview_id, TranscriptVersion)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(
            Transcript.interview_id.in_(interview_ids),
            Transcript.erased_at.is_(None),
            TranscriptVersion.number == Transcript.number,
        )
    )
    return {interview_id: version for interview_id, version in found}  # noqa: C416 - rows, not pairs


def versions_of(transcript: Transcript) -> Sequence[TranscriptVersion]:
    """The versions of a transcript without their texts, the newest first."""
    return db.session.scalars(
        select(TranscriptVersion)
        .options(defer(TranscriptVersion.text, raiseload=True))
        .where(TranscriptVersion.transcript_id == transcript.id)
        .order_by(TranscriptVersion.number.desc())
    ).all()


def find_version(interview: Interview, number: int) -> TranscriptVersion:
    """One version of an interview's text. Raises `NotFoundError`."""
    found = db.session.scalar(
        select(TranscriptVersion)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(
            Transcript.interview_id == interview.id,
            Transcript.erased_at.is_(None),
            TranscriptVersion.number == number,
        )
    )
    if found is None:
        raise NotFoundError(_("There is no such version."))
    return found


def mask_choices(transcript_id: int) -> Mapping[str, bool]:
    """Which words somebody chose to mask, or to leave."""
    found = db.session.execute(
        select(MaskChoice.words, MaskChoice.is_masked).where(
            MaskChoice.transcript_id == transcript_id
        )
    )
    return {words: bool(is_masked) for words, is_masked in found}


def findings_of(interview: Interview, version: TranscriptVersion) -> list[Finding]:
    """What names or reaches somebody in a text, whether it is to be masked or was left."""
    return _found(interview, version.text, mask_choices(version.transcript_id))


def _found(interview: Interview, text: str, choices: Mapping[str, bool]) -> list[Finding]:
    asked = [words for words, is_masked in choices.items() if is_masked]
    return findings_in(text, names=names_in(interview), others=asked)


def masks_of(
    interview: Interview, version: TranscriptVersion, within: tuple[int, int] | None = None
) -> list[Finding]:
    """What is to be masked in a text before anybody else reads it.

    `within` looks only there and a little around it: whole turns, so that no word is cut.
    """
    start, end = within or (0, len(version.text))
    first = max(start - AROUND, 0)
    text = version.text[first : end + AROUND]
    choices = mask_choices(version.transcript_id)
    found = chosen(_found(interview, text, choices), text, choices)
    return [Finding(one.start + first, one.end + first, one.kind) for one in found]


def names_in(interview: Interview) -> Sequence[str]:
    """The names that are known from the form of an interview."""
    return [name for name in (interview.name, interview.email) if name]
