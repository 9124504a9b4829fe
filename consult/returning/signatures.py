"""Under which name a passage is shown: as the consent says, and no nearer than it is safe."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from consult.contributions import Contribution, State, Voice, VoiceKind, set_place
from consult.interviews import FEW, Interview, Purpose, may, such_people_of
from consult.kernel.clock import now
from consult.kernel.db import db


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands beside a passage, none when nothing may; a municipality goes with a name alone.

    A role and a zone are shown only where three such people exist: else they are a name.
    """

    called: str | None
    municipality_id: int | None = None


def signature_of(interview: Interview) -> Signature:
    """Return how an interviewee is called in public, as they have agreed."""
    if may(interview, Purpose.QUOTE_BY_NAME) and interview.name:
        called = ", ".join(filter(None, (interview.name, interview.role)))
        return Signature(called, interview.municipality_id)
    if not may(interview, Purpose.QUOTE_BY_ROLE) or such_people_of(interview) < FEW:
        return Signature(None)
    zone = interview.zone.name if interview.zone else ""
    return Signature(", ".join(filter(None, (interview.role, zone))) or None)


def voice_of_interview(interview: Interview) -> Voice:
    """The voice of an interviewee, called as they have agreed; made with their first passage."""
    called = signature_of(interview).called
    if interview.voice_id is not None:
        voice = db.session.get_one(Voice, interview.voice_id)
        voice.called = called
        return voice
    voice = Voice(kind=VoiceKind.INTERVIEWEE, called=called, created_at=now())
    db.session.add(voice)
    db.session.flush()
    interview.voice_id = voice.id
    return voice


def sign_anew(interview: Interview) -> None:
    """Call an interviewee as they agree now, wherever their words stand."""
    if interview.voice_id is None:
        return
    voice_of_interview(interview)
    place = signature_of(interview).municipality_id
    for contribution in db.session.scalars(
        select(Contribution).where(
            Contribution.voice_id == interview.voice_id,
            Contribution.municipality_id.is_distinct_from(place),
            Contribution.state != State.WITHDRAWN,
        )
    ).all():
        set_place(contribution, place)
    db.session.flush()
