"""Letting silence speak: rounds whose days are over are closed, each in its own transaction."""

from consult.interviews import get_interview
from consult.kernel.db import db
from consult.kernel.jobs import every
from consult.returning.commands import close_round
from consult.returning.jobs import rounds_to_close
from consult.returning.models import ReturnRound


@every(seconds=3600, outside=True)
def close_rounds() -> None:
    """Close the rounds whose days are over."""
    for round_id in rounds_to_close():
        with db.transaction() as session:
            sent = session.get_one(ReturnRound, round_id)
            close_round(sent, get_interview(sent.interview_id))
