"""Telling news: within minutes, or when a digest is due."""

from __future__ import annotations

from consult.accounts import Person
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every, job
from consult.notifications.letters import write_news
from consult.notifications.models import Pace
from consult.notifications.queries import due_for_digest, pace_of


@job
def tell_at_once(*, person_id: int) -> None:
    """Write to who wants letters at once; the others' news waits for their digest."""
    person = db.session.get(Person, person_id)
    if person is not None and pace_of(person) is Pace.AT_ONCE:
        write_news(person)


@job
def send_digest(*, person_id: int) -> None:
    """Write a person all the news that waits; done twice, the second finds none."""
    person = db.session.get(Person, person_id)
    if person is not None:
        write_news(person)


@every(seconds=900)
def send_due_digests() -> None:
    """Promise the digests whose time has come, each a short job of its own."""
    for person_id in due_for_digest(now()):
        send_digest.later(person_id=person_id)
