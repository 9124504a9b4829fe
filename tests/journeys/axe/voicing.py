"""Comments, questions and statements for their pages to be seen in every state."""

from __future__ import annotations

from sqlalchemy import select

from consult.accounts import Person
from consult.contributions import Contribution, State
from consult.discussion import CommentDraft, write_comment
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.processes import Activity, Process, accept_pact, pact_to_accept


def add_voices(process: Process, people: dict[str, Person]) -> None:
    """Let the author of a hidden idea open a thread, and others answer, from right to left too."""
    at = now()
    for phase in process.phases:
        if phase.is_open(at):
            phase.opens = [str(one) for one in Activity]
    db.session.flush()
    idea = db.session.scalars(
        select(Contribution)
        .where(Contribution.process_id == process.id, Contribution.state == State.PUBLISHED)
        .order_by(Contribution.id)
    ).first()
    assert idea is not None
    author, citizen = people["author"], people["citizen"]
    for person in (author, citizen):
        pact = pact_to_accept(person, process)
        if pact is not None:
            accept_pact(person, process, pact.version)
    first = write_comment(author, idea, CommentDraft("Anche la domenica sera, se si può. 🚲"))
    for text in ("D'accordo.", "مرحبا: https://example.org/", "E i festivi?", "Anche a Pasqua."):
        write_comment(citizen, idea, CommentDraft(text), first)
