"""The moderators' desk in stories: a thing as it opens it, and how long it has waited."""

from sqlalchemy import select

from consult.contributions import Contribution
from consult.kernel.db import db
from consult.moderation import Matter, get_subject
from consult.processes import Process


def opened(thing, person):
    """A contribution or a comment as a thing to decide on."""
    db.session.flush()
    if isinstance(thing, Contribution):
        process = db.session.get_one(Process, thing.process_id)
        return get_subject(process, thing.code, person)
    idea = db.session.get_one(Contribution, thing.contribution_id)
    process = db.session.get_one(Process, idea.process_id)
    return get_subject(process, f"comment-{thing.id}", person)


def waited(idea, since):
    """Let an idea have come earlier than it did, and the queue know it."""
    idea.submitted_at = since
    matter = db.session.scalars(
        select(Matter).where(Matter.kind == "contribution", Matter.subject_id == idea.id)
    ).one()
    matter.since = since
    db.session.flush()
