"""Letters of news: sorted by how often their reader wants them, and written as digests."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from consult.accounts import person_by_email
from consult.contributions import Contribution
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.i18n import _, speaking
from consult.notifications.commands import note_news
from consult.notifications.models import Kind, Notice, Pace
from consult.notifications.queries import pace_of, still_true, untold_to
from consult.notifications.tokens import stop_url
from consult.notifications.words import lines_of

if TYPE_CHECKING:
    from consult.accounts import Person

# The rooms whose letters tell what became of a contribution. Codes to sign in, receipts and posts
# on the staff are no news: they are always sent.
NEWS = ("moderation/", "ideamap/", "projects/")
KIND_BITS = 31


@mail.sorter
def sort_by_pace(draft: mail.Draft) -> mail.Draft | None:
    """Let news leave at once with the way to stop it, or keep it for the digest, or for nobody."""
    person = person_by_email(draft.to) if draft.template.startswith(NEWS) else None
    if person is None:
        return draft
    pace = pace_of(person)
    if pace is Pace.AT_ONCE:
        url = stop_url(person)
        with speaking(draft.language):
            foot = _foot(url)
        return replace(draft, body=f"{draft.body}\n{foot}", unsubscribe_url=url)
    if pace is not Pace.NEVER:
        note_news([person.id], Kind.LETTER, _told_of(draft), _one_of_many(), draft.subject)
    return None


def write_news(person: Person) -> None:
    """Tell a person, in one letter, all they have not been told; what is no longer true is not."""
    waiting = untold_to(person)
    news = still_true(waiting)
    db.session.execute(
        update(Notice)
        .where(Notice.person_id == person.id, Notice.told_at.is_(None))
        .values(told_at=now())
    )
    if not news or pace_of(person) is Pace.NEVER:
        return
    url = stop_url(person)
    with speaking(person.language):
        lines, foot = lines_of(news), _foot(url)
    mail.send(
        person.email,
        "notifications/mail/news.txt",
        person.language,
        unsubscribe_url=url,
        name=person.name,
        lines=lines,
        foot=foot,
    )


def _foot(url: str) -> str:
    settings = f"{current_config().base_url}/account/letters"
    ways = _("Choose how often we write to you: %(settings)s", settings=settings)
    return f"-- \n{ways}\n{_('Stop these letters: %(url)s', url=url)}\n"


def _told_of(draft: mail.Draft) -> int | None:
    """The contribution that a letter is about, if it is about one."""
    code = draft.context.get("code")
    return db.session.scalar(select(Contribution.id).where(Contribution.code == code))


def _one_of_many() -> int:
    # Two letters on one contribution are two pieces of news, even with the same subject.
    return secrets.randbits(KIND_BITS)
