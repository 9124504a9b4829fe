"""How much another answer to a statement would tell, written down by whoever worked it out."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update

from consult.kernel.db import db
from consult.voting.models import Statement


def weigh_statements(question_id: int, priorities: Mapping[int, float]) -> None:
    """Keep the priority of each statement of a question, by which cards are asked."""
    ids = set(db.session.scalars(select(Statement.id).where(Statement.question_id == question_id)))
    rows = [{"id": one, "priority": told} for one, told in priorities.items() if one in ids]
    if rows:
        db.session.execute(update(Statement), rows)
