"""The letters of tables: to who runs one, and to who was asked to a session that changes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.kernel import mail
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.i18n import speaking, text
from consult.kernel.jobs import job
from consult.processes import Process
from consult.tables.models import Facilitator, Table


@job
def tell_of_table(*, facilitator_id: int) -> None:
    """Write to someone that they run a table, unless it was taken from them meanwhile."""
    post = db.session.scalar(
        select(Facilitator)
        .options(joinedload(Facilitator.person))
        .where(Facilitator.id == facilitator_id)
    )
    if post is None:
        return
    table = db.session.get_one(Table, post.table_id)
    process = db.session.get_one(Process, table.process_id)
    with speaking(post.person.language):
        title = text(table.name)
    mail.send(
        post.person.email,
        "tables/mail/facilitator.txt",
        language=post.person.language,
        title=title,
        link=f"{current_config().base_url}/processes/{process.slug}/desk/tables/{table.code}",
    )
