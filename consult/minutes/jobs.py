"""Later work of a closed session: the rest of its cards, and letters to those with an account."""

from __future__ import annotations

from sqlalchemy import select

from consult.kernel.db import db
from consult.kernel.jobs import every, job
from consult.minutes.passing import pass_on_some
from consult.tables import Session, SessionState, lock_session
from consult.wall import Card


@job
def pass_on_the_rest(*, session_id: int) -> None:
    """Pass on more cards of a closed session; what is left after that promises itself anew."""
    session = db.session.get_one(Session, session_id)
    lock_session(session)
    pass_on_some(session)


@every(seconds=3600, outside=True)
def pass_on_stragglers() -> None:
    """Pass on the cards that arrived in the very moment in which their session was closed."""
    for session_id in _with_stragglers():
        with db.transaction():
            pass_on_the_rest.later(session_id=session_id)


def _with_stragglers() -> list[int]:
    try:
        query = (
            select(Session.id)
            .join(Card, Card.session_id == Session.id)
            .where(
                Session.state == SessionState.CLOSED,
                Card.contribution_id.is_(None),
                Card.taken_back_at.is_(None),
                Card.set_aside_because == "",
            )
            .distinct()
        )
        return list(db.session.scalars(query.order_by(Session.id)))
    finally:
        db.forget()
