"""What takes time after an idea arrives."""

from __future__ import annotations

from consult.contributions import Contribution, author_of
from consult.kernel import mail
from consult.kernel.db import db
from consult.kernel.jobs import job
from consult.processes import Process


@job
def thank_author(*, idea_id: int) -> None:
    """Write to the author that their idea arrived and will be read."""
    idea = db.session.get_one(Contribution, idea_id)
    author = author_of(idea)
    if author is not None:
        process = db.session.get_one(Process, idea.process_id)
        mail.send(
            author.email,
            "ideas/mail/thanks.txt",
            author.language,
            name=author.name,
            title=idea.title,
            code=idea.code,
            slug=process.slug,
        )
