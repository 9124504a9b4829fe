"""The letter that tells someone of their post."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.kernel import mail
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.i18n import speaking, text
from consult.kernel.jobs import job
from consult.processes.models import Process, Staff
from consult.processes.words import ROLES


@job
def tell_of_post(*, staff_id: int) -> None:
    """Write to someone that they were named to a post, unless it has ended meanwhile."""
    post = db.session.scalar(
        select(Staff)
        .options(joinedload(Staff.person), joinedload(Staff.zone))
        .where(Staff.id == staff_id, Staff.until.is_(None))
    )
    if post is None:
        return
    process = db.session.get_one(Process, post.process_id)
    with speaking(post.person.language):
        role, title = str(ROLES[post.role]), text(process.title)
    mail.send(
        post.person.email,
        "processes/mail/post.txt",
        language=post.person.language,
        role=role,
        title=title,
        zone=post.zone.name if post.zone else "",
        link=f"{current_config().base_url}/processes/{process.slug}",
    )
