"""Letters of news: sorted by how often their reader wants them, and written as digests."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import update

from consult.accounts import person_by_email
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
    from collections.abc import Mapping

    from consult.accounts import Person

# The rooms whose letters tell what became of a contribution or a promise. Codes to sign in,
# receipts and posts on the staff are no news: they are always sent.
NEWS = ("moderation/", "ideamap/", "projects/", "commitments/")
# What these letters are about is somebody else's, and may be hidden by the time of the digest.
OF_OTHERS_THINGS = ("moderation/mail/report_answered.txt",)
NUMBER_BITS = 31


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
        keep(draft, person)
    return None


def keep(draft: mail.Draft, person: Person) -> None:
    """Keep a letter for the digest as one line: its subject, what it is about, where it leads."""
    title = draft.context.get("title")
    if not isinstance(title, str) or draft.template in OF_OTHERS_THINGS:
        title = ""
    path = draft.context.get("path")
    note_news(
        [person.id],
        Kind.LETTER,
        None,
        _one_of_many(),
        subject=f"{draft.subject}: «{title}»" if title else draft.subject,
        path=path if isinstance(path, str) else _idea_path(draft.context),
    )


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


def _idea_path(said: Mapping[str, object]) -> str:
    slug, code = said.get("slug"), said.get("code")
    return f"/processes/{slug}/ideas/{code}" if slug and code else ""


def _one_of_many() -> int:
    # Two letters are two pieces of news, even with the same subject.
    return secrets.randbits(NUMBER_BITS)
