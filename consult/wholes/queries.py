"""Reads of whole interviews: what was sent, what everyone may read, its public passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.contributions import Contribution, State
from consult.interviews import Interview
from consult.kernel.db import db
from consult.wholes.models import WholeText
from consult.wholes.policy import is_public

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def whole_of(interview: Interview) -> WholeText | None:
    """The whole text that was sent to an interviewee, if one was."""
    return db.session.scalar(select(WholeText).where(WholeText.interview_id == interview.id))


def wholes_of(interview_ids: Collection[int]) -> Mapping[int, WholeText]:
    """The whole texts of some interviews, by the interview's id."""
    found = db.session.scalars(select(WholeText).where(WholeText.interview_id.in_(interview_ids)))
    return {one.interview_id: one for one in found}


def public_whole_of(interview: Interview) -> WholeText | None:
    """The whole text if everyone may read it."""
    whole = whole_of(interview)
    return whole if is_public(interview, whole) else None


def passages_in_public(interview: Interview) -> Sequence[Contribution]:
    """What of an interview is a contribution that everyone may read, in the order it came."""
    if interview.voice_id is None:
        return []
    return db.session.scalars(
        select(Contribution)
        .where(
            Contribution.voice_id == interview.voice_id,
            Contribution.state == State.PUBLISHED,
        )
        .order_by(Contribution.id)
    ).all()
