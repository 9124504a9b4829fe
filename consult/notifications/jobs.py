"""Telling news: within minutes, or when a digest is due."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from consult.accounts import Person
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import Outbox, every, job
from consult.notifications.commands import note_news
from consult.notifications.letters import write_news
from consult.notifications.models import Kind, Pace
from consult.notifications.queries import (
    authors_of,
    due_for_digest,
    hearers_of_change,
    pace_of,
)

TOGETHER = timedelta(minutes=2)
"""News of one moment goes in one letter, and a slip taken back in it is told to nobody."""


@job
def tell_at_once(*, person_id: int) -> None:
    """Write to who wants letters at once; the others' news waits for their digest."""
    person = db.session.get(Person, person_id)
    if person is not None and pace_of(person) is Pace.AT_ONCE:
        write_news(person)


@job
def tell_of_a_change(*, contribution_id: int, version: int, after: int) -> None:
    """Tell who follows a contribution or stands behind it that it changed; the rest by and by."""
    people = hearers_of_change(contribution_id, after)
    author = authors_of([contribution_id]).get(contribution_id)
    told = [one for one in people if one != author]
    for person_id in note_news(told, Kind.REVISED, contribution_id, version):
        tell_at_once.later(person_id=person_id, delay=TOGETHER)
    if people and hearers_of_change(contribution_id, people[-1]):
        tell_of_a_change.later(contribution_id=contribution_id, version=version, after=people[-1])


@job
def send_digest(*, person_id: int) -> None:
    """Write a person all the news that waits; done twice, the second finds none."""
    person = db.session.get(Person, person_id)
    if person is not None:
        write_news(person)


@every(seconds=900, outside=True)
def send_due_digests() -> None:
    """Promise the digests whose time has come, some at a time, each a short job of its own.

    Nothing is promised anew while digests of the last time still wait for their first try.
    """
    at, after = now(), 0
    try:
        if _are_waiting():
            return
        while people := due_for_digest(at, after):
            db.forget()  # what is read next is read anew
            with db.transaction():
                for person_id in people:
                    send_digest.later(person_id=person_id)
            after = people[-1]
    finally:
        db.forget()


def _are_waiting() -> bool:
    waiting = select(Outbox.id).where(
        Outbox.name == send_digest.name,
        Outbox.done_at.is_(None),
        Outbox.failed_at.is_(None),
        Outbox.last_error.is_(None),
    )
    return db.session.scalar(waiting.limit(1)) is not None
