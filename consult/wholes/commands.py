"""Giving the whole text back to be read, what follows from the answer, and taking it from sight."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consult.accounts import Person
from consult.audit import note_act
from consult.interviews import Interview, InterviewLink, link_of, lock_interview, make_link
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import COMMENT_LIMIT, clean
from consult.transcripts import TranscriptVersion, masked, masks_of, newest_version, turns_of
from consult.wholes.jobs import write_of_whole
from consult.wholes.models import WholeAnswer, WholeText
from consult.wholes.policy import can_answer_whole, can_send_whole, can_take_down
from consult.wholes.queries import whole_of

if TYPE_CHECKING:
    from collections.abc import Sequence

LINK_DAYS = 60
"""How long a link opens that is made for it."""
FIRST_BELOW = 10**8


class NoTextError(RefusedError):
    """There is something to read before somebody is asked to read it."""


class ChangedTextError(ConflictError):
    """Another text was sent since the page was opened."""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What an interviewee says of the whole; `number` tells which sending they read."""

    answer: WholeAnswer
    number: int
    comment: str = ""


def turns_to_read(interview: Interview, version: TranscriptVersion) -> list[dict[str, Any]]:
    """Return the turns of a text as others would read them: masked, voices without their labels.

    What looks like a label is one, even if it stands there once: it may name somebody.
    """
    masks = masks_of(interview, version)
    voices: dict[str, int] = {}
    return [
        {
            "voice": voices.setdefault(turn.speaker.casefold(), len(voices) + 1),
            "words": masked(version.text, turn.start, turn.end, masks),
        }
        for turn in turns_of(version.text, every_label=True)
    ]


def send_whole(person: Person, interview: Interview) -> WholeText:
    """Give the interviewee the whole text to read; one that was public is so no more until then.

    Sent again unchanged, their answer stands. Raises `NotAllowedError` and `NoTextError`.
    """
    lock_interview(interview)
    require(can_send_whole(person, interview))
    version = newest_version(interview)
    turns = turns_to_read(interview, version) if version is not None else []
    if version is None or not turns:
        raise NoTextError(_("There is no text yet."))
    if link_of(interview) is None:
        make_link(person, interview, days=LINK_DAYS, write=False)
    # Drawn: after one that was taken down, no page that still shows it may approve this one.
    first = secrets.randbelow(FIRST_BELOW)
    whole = whole_of(interview) or WholeText(interview_id=interview.id, number=first)
    if whole.turns == turns and whole.answer is not None:
        return whole
    _keep(whole, version, turns, person)
    note_act(person, "whole.sent", interview, version=version.number)
    write_of_whole.later(whole_id=whole.id, number=whole.number)
    return whole


def answer_whole(link: InterviewLink, interview: Interview, draft: AnswerDraft) -> None:
    """Keep what the interviewee says of the text they read.

    Approved, everyone may read it from now on; withheld, nobody. Raises `NotAllowedError`, and
    `ChangedTextError` when another text was sent meanwhile.
    """
    lock_interview(interview)
    require(can_answer_whole(link, interview, now()))
    whole = whole_of(interview)
    if whole is None:
        raise NoTextError(_("There is no text yet."))
    if whole.number != draft.number and draft.answer is WholeAnswer.APPROVED:
        raise ChangedTextError(
            _("This text was corrected meanwhile: read it again, then answer."), field="answer"
        )
    whole.answer, whole.comment = draft.answer, clean(draft.comment)[:COMMENT_LIMIT]
    whole.answered_at = now()
    db.session.flush()
    note_act(None, f"whole.{draft.answer.value}", interview)


def take_down(person: Person, interview: Interview) -> None:
    """Take the whole from sight at once; it can be sent again. Raises `NotAllowedError`."""
    lock_interview(interview)
    require(can_take_down(person, interview))
    if forget_whole(interview):
        note_act(person, "whole.taken_down", interview)


def forget_whole(interview: Interview) -> bool:
    """Keep no word of it; whether there was one."""
    whole = whole_of(interview)
    if whole is None:
        return False
    db.session.delete(whole)
    db.session.flush()
    return True


def _keep(
    whole: WholeText, version: TranscriptVersion, turns: Sequence[dict[str, Any]], person: Person
) -> None:
    whole.version_number, whole.turns = version.number, list(turns)
    whole.number += 1
    whole.sent_at, whole.sent_by_id = now(), person.id
    whole.answer = whole.answered_at = None
    db.session.add(whole)
    db.session.flush()
