"""Keeping audio and scans until their day, and deleting them."""

from __future__ import annotations

from datetime import datetime, timedelta

from consult.accounts import Person
from consult.audit import note_act
from consult.guides import consent_text_of
from consult.interviews.jobs import drop_bytes
from consult.interviews.media import PreparedFile
from consult.interviews.models import FileKind, Interview, InterviewFile, Purpose
from consult.interviews.policy import can_change_interview, can_keep_audio, can_withdraw
from consult.interviews.queries import files_of, lock_interview
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require


def keep_file(
    person: Person, interview: Interview, prepared: PreparedFile, delete_at: datetime | None = None
) -> InterviewFile:
    """Keep audio or a scan until a day, at the latest the one that the consent says.

    Raises `NotAllowedError`, and `RefusedError` for a later day or one that has passed.
    """
    lock_interview(interview)
    allowed = can_keep_audio if prepared.kind is FileKind.AUDIO else can_change_interview
    require(allowed(person, interview))
    latest = latest_day(interview, prepared.kind)
    if delete_at is not None and not now() < delete_at <= latest:
        raise RefusedError(
            _("Choose a day to come, no later than the consent says."), field="delete_on"
        )
    file = InterviewFile(
        interview_id=interview.id,
        kind=prepared.kind,
        key=prepared.key,
        name=prepared.name,
        content_type=prepared.content_type,
        bytes=prepared.bytes,
        added_at=now(),
        added_by_id=person.id,
        delete_at=delete_at or latest,
    )
    db.session.add(file)
    db.session.flush()
    note_act(person, "interview_file.added", file, kind=file.kind.value)
    return file


def latest_day(interview: Interview, kind: FileKind) -> datetime:
    """The last moment until which the consent lets a file of this kind be kept, from now.

    Audio is kept as long as it was said to whoever agreed, whatever is asked of others since.
    """
    if kind is FileKind.AUDIO:
        agreed = interview.answers()[Purpose.RECORD].text
        return now() + timedelta(days=agreed.audio_days)
    text = consent_text_of(interview.process)
    if text is None:
        raise RefusedError(_("Publish first what interviewees are told and asked."))
    return now() + timedelta(days=text.scan_days)


def delete_file(person: Person, interview: Interview, file: InterviewFile) -> None:
    """Delete a file before its day; done again, nothing happens. Raises `NotAllowedError`."""
    require(can_withdraw(person, interview))
    if file.deleted_at is None:
        let_go(file)
        note_act(person, "interview_file.deleted", file, kind=file.kind.value)


def delete_audio(interview: Interview) -> None:
    """Delete what was recorded: the consent to it is gone."""
    for file in files_of(interview):
        if file.kind is FileKind.AUDIO and file.deleted_at is None:
            let_go(file)


def delete_everything(interview: Interview) -> None:
    """Delete audio and scans alike."""
    for file in files_of(interview):
        if file.deleted_at is None:
            let_go(file)


def let_go(file: InterviewFile) -> None:
    """Say that a file is gone; its bytes and its name go with it."""
    file.deleted_at, file.name = now(), ""
    db.session.flush()
    drop_bytes.later(key=file.key)
