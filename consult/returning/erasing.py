"""Taking passages from sight at once, with their words, and telling whoever used them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from consult.contributions import Contribution, erase
from consult.interviews import Interview
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.projects import Origin
from consult.returning.jobs import tell_who_used_them
from consult.returning.models import ReturnedPassage, ReturnRound
from consult.returning.offering import say_answer


def take_from_sight(passages: Sequence[ReturnedPassage]) -> None:
    """Erase what was published of some passages; what projects kept of their words goes too."""
    ids = [one.contribution_id for one in passages if one.contribution_id is not None]
    if not ids:
        return
    for contribution in db.session.scalars(
        select(Contribution).where(Contribution.id.in_(ids)).order_by(Contribution.id)
    ).all():
        erase(contribution)
    db.session.execute(
        update(Origin).where(Origin.contribution_id.in_(ids)).values(part=""),
        execution_options={"synchronize_session": False},
    )
    for one in passages:
        one.contribution_id = None
    db.session.flush()
    tell_who_used_them.later(contribution_ids=",".join(map(str, ids)))


def unpublish(interview: Interview) -> None:
    """Take all that was published of an interview from sight; its answers are open again."""
    passages = _all_of(interview)
    take_from_sight(passages)
    for one in passages:
        one.answer, one.answered_at, one.by_silence = None, None, False
        say_answer(one)
    db.session.flush()


def forget_passages(interview: Interview) -> None:
    """Take all from sight, and forget what was given to read."""
    take_from_sight(_all_of(interview))
    db.session.execute(delete(ReturnedPassage).where(ReturnedPassage.interview_id == interview.id))
    db.session.execute(
        update(ReturnRound)
        .where(ReturnRound.interview_id == interview.id, ReturnRound.closed_at.is_(None))
        .values(closed_at=now())
    )


def _all_of(interview: Interview) -> Sequence[ReturnedPassage]:
    return db.session.scalars(
        select(ReturnedPassage)
        .where(ReturnedPassage.interview_id == interview.id)
        .order_by(ReturnedPassage.number)
    ).all()
