"""Choosing how often letters come, following, and writing down news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.policy import require
from consult.notifications.models import Follow, Kind, Notice, Pace, Preference
from consult.notifications.policy import can_follow
from consult.notifications.queries import author_id_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consult.accounts import Person
    from consult.contributions import Contribution


def choose_pace(person: Person, pace: Pace) -> None:
    """Send a person their letters at this pace from now on."""
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    said = {"pace": pace, "changed_at": now()}
    db.session.execute(
        insert(Preference)
        .values(person_id=person.id, **said)
        .on_conflict_do_update(index_elements=["person_id"], set_=said)
    )
    note_act(person, "letters.pace_chosen", person, pace=pace.value)


def follow(person: Person, contribution: Contribution) -> bool:
    """Hear what becomes of a contribution; return whether it is new.

    Raises `NotAllowedError` when it is not public, or one's own.
    """
    own = author_id_of(contribution) == person.id
    require(can_follow(person, contribution, own=own))
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    made = db.session.execute(
        insert(Follow)
        .values(contribution_id=contribution.id, person_id=person.id, at=now())
        .on_conflict_do_nothing(index_elements=["contribution_id", "person_id"])
        .returning(Follow.id)
    ).first()
    return made is not None


def unfollow(person: Person, contribution: Contribution) -> bool:
    """Hear no more of a contribution; return whether one did."""
    gone = db.session.execute(
        delete(Follow)
        .where(Follow.contribution_id == contribution.id, Follow.person_id == person.id)
        .returning(Follow.id)
    ).first()
    return gone is not None


def note_news(
    people: Iterable[int],
    kind: Kind,
    contribution_id: int | None,
    number: int,
    *,
    subject: str = "",
    path: str = "",
) -> list[int]:
    """Write down a piece of news for each person who has not got it yet; return who they are."""
    rows = [
        {
            "person_id": person_id,
            "kind": kind,
            "contribution_id": contribution_id,
            "number": number,
            "subject": subject,
            "path": path,
            "at": now(),
        }
        for person_id in sorted(set(people))
    ]
    if not rows:
        return []
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    return list(
        db.session.scalars(
            insert(Notice)
            .on_conflict_do_nothing(
                index_elements=["person_id", "kind", "contribution_id", "number"]
            )
            .returning(Notice.person_id),
            rows,  # beside the statement, which is then compiled once and not each time
        )
    )
