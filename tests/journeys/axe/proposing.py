"""Ideas of one's own for their pages to be seen in every state."""

from __future__ import annotations

from hashlib import sha256

from consult.accounts import Person
from consult.contributions import Channel, ContributionDraft, publish, record, revise, voice_of
from consult.ideas.models import KeptDraft
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.processes import Process
from consult.taxonomy import themes_of
from tests.makers import a_municipality

CHANGED = "CHANGED"
"""The code of an idea that its author changed after it was published."""
TOKEN = "a-draft-that-waits"
"""What leads to a draft that nobody has sent yet."""


def add_own_ideas(process: Process, people: dict[str, Person]) -> None:
    """Let somebody write an idea, and change it once it is public."""
    author = people["author"]
    place, theme = a_municipality(), themes_of(process.cycle)[0]
    said = [
        ContributionDraft(
            title="Panchine all'ombra lungo il viale",
            body=body,
            municipality_id=place.id,
            theme_id=theme.id,
            language="it",
        )
        for body in ("Oggi non c'è dove sedersi.", "D'estate non c'è dove sedersi all'ombra.")
    ]
    idea = record(voice_of(author), process, Channel.ONLINE, said[0])
    idea.code = CHANGED
    db.session.flush()
    publish(idea)
    revise(author, idea, said[1], idea.version)
    db.session.add(
        KeptDraft(
            process_id=process.id,
            token_hash=sha256(TOKEN.encode()).hexdigest(),
            title=said[0].title,
            body=said[0].body,
            place=place.name,
            theme=theme.code,
            created_at=now(),
        )
    )
