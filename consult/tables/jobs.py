"""The letters of tables: to who runs one, and to who was asked to a session that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.kernel import mail
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.i18n import speaking, text
from consult.kernel.jobs import job
from consult.kernel.times import on_clock
from consult.processes import Process
from consult.tables.addresses import session_path
from consult.tables.models import Facilitator, Invitation, Table
from consult.tables.queries import get_session
from consult.tables.timing import when_words
from consult.tables.tokens import hash_of, token_for

if TYPE_CHECKING:
    from consult.tables.models import Session


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


@job
def ask_to_come(*, invitation_id: int, number: int) -> None:
    """Write the first letter of an invitation, or one more to who has not answered."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.written >= number:
        return
    session = get_session(invitation.session_id)
    if session.is_over or (number > 1 and invitation.comes is not None):
        return
    invitation.written, invitation.told_version = number, session.version
    _write(invitation, session, "tables/mail/invitation.txt", again=number > 1)


@job
def tell_of_change(*, invitation_id: int, version: int) -> None:
    """Write to someone invited that a session has another day or place, or was called off."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.told_version >= version or not invitation.written:
        return
    session = get_session(invitation.session_id)
    invitation.told_version = session.version
    _write(invitation, session, "tables/mail/changed.txt")


def _write(invitation: Invitation, session: Session, template: str, *, again: bool = False) -> None:
    token, base = token_for(session.id, invitation.email), current_config().base_url
    # The secret may have changed since: the letter that leaves now is the one that works.
    invitation.token_hash = hash_of(token)
    with speaking(session.language), on_clock(session.table.process.cycle.time_zone):
        table, when = text(session.table.name), when_words(session)
    mail.send(
        invitation.email,
        template,
        language=session.language,
        called=invitation.called,
        table=table,
        session=session,
        when=when,
        answer=f"{base}/invitations/{token}",
        page=base + session_path(session),
        calendar=f"{base}{session_path(session)}.ics",
        again=again,
    )
