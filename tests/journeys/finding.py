"""What the programs find in a demo, found before its pages are pictured: groups and a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.kernel.db import db
from consult.layouts.laying import lay as lay_out
from consult.layouts.queries import due_layouts
from consult.meaning.answering import Holder, best_embedder
from consult.meaning.following import Follower
from consult.opinions.jobs import look_at_question
from consult.processes import Process
from consult.suggesting.jobs import lay
from consult.voting import Question

if TYPE_CHECKING:
    from pathlib import Path


def find(folder: Path) -> None:
    """Read the voices of the demo in a folder, whose configuration is set, and keep what is found.

    It is what the `near` process and two jobs do in their time.
    """
    db.connect(f"sqlite:///{folder / 'consult.db'}")
    index = Holder(folder, best_embedder(folder)).index
    Follower(index).compare_all()
    with db.transaction() as session:
        for process_id in session.scalars(select(Process.id).order_by(Process.id)).all():
            lay(process_id, index.groups(process_id))
        closed = session.scalars(select(Question.id).where(Question.closed_at.is_not(None))).all()
    for question_id in closed:
        look_at_question(question_id=question_id, judge=True)
    due = due_layouts()
    db.forget()
    for process_id, version in due:
        lay_out(process_id, version)
    db.dispose()
