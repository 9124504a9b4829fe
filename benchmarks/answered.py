"""What others answer to a crowd: supports and comments, and the voices that give them."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, insert, select, update

from benchmarks.poured import go_on_after, moment, pour
from benchmarks.said import paragraph, remarks
from consult.accounts import Person
from consult.contributions import Channel, Contribution, State, Voice
from consult.contributions.models import VoiceKind
from consult.discussion import Comment
from consult.discussion.models import State as Shown
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.territory import Municipality
from consult.voting import Support

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_THREAD, LONG_ONES = 1_000, 10_000
"""One contribution of so many has as long a thread."""
SILENT, USUAL_THREAD = 0.55, 150
REPLIES = 0.25
NUMBER = 1  # where the digits of a code begin


def voices(many: int) -> Sequence[int]:
    """Open so many accounts more, and return every voice of the crowd."""
    there = db.session.scalar(select(func.count()).where(_of_the_crowd())) or 0
    place = db.session.scalars(select(Municipality.id).order_by(Municipality.id)).first()
    at = now()
    people = [
        {
            "email": f"crowd-{number}@example.org",
            "email_key": f"crowd-{number}@example.org",
            "display_name": f"Voice {number}",
            "municipality_id": place,
            "birth_year": 1950 + number % 50,
            "created_at": at,
        }
        for number in range(there, many)
    ]
    if people:
        db.session.execute(insert(Person), people)
        known = db.session.scalars(select(Person.id).where(_of_the_crowd(), ~_has_a_voice()))
        rows = [{"kind": VoiceKind.PERSON, "person_id": one, "created_at": at} for one in known]
        db.session.execute(insert(Voice), rows)
    found = list(db.session.scalars(voices_of_the_crowd().order_by(Voice.id)))
    random.Random("voices").shuffle(found)
    return found


def voices_of_the_crowd() -> Select[int]:
    """Select the ids of the crowd's voices."""
    return select(Voice.id).join(Person, Person.id == Voice.person_id).where(_of_the_crowd())


def _of_the_crowd() -> Any:  # noqa: ANN401 - a condition
    return Person.email_key.like("crowd-%")


def _has_a_voice() -> Any:  # noqa: ANN401 - a condition
    return select(Voice.id).where(Voice.person_id == Person.id).exists()


def support(crowd: Sequence[int], first: int) -> None:
    """Give each contribution, from `first` on, the supports that it counts."""
    query = select(Contribution.id, Contribution.supports).where(Contribution.id >= first)
    wanted = db.session.execute(query.order_by(Contribution.id)).all()

    def rows() -> Iterator[tuple[Any, ...]]:
        hand, at, many = random.Random(first), moment(now()), len(crowd)
        for one, supports in wanted:
            start = hand.randrange(many)
            for step in range(supports):
                yield one, crowd[(start + step) % many], at, Channel.ONLINE.value

    pour(Support, ("contribution_id", "voice_id", "at", "via"), rows())


def discuss(crowd: Sequence[int], first: int) -> None:
    """Let threads be under the public ones, from `first` on, and count them."""
    hand = random.Random(first)
    query = select(Contribution.id, Contribution.code).where(
        Contribution.id >= first, Contribution.state == State.PUBLISHED
    )
    threads = [
        (one, _how_many(hand, int(code[NUMBER:])))
        for one, code in db.session.execute(query.order_by(Contribution.id))
    ]
    threads = [(one, many) for one, many in threads if many]
    names = ("id", "contribution_id", "parent_id", "voice_id", "source", "body", "language")
    pour(
        Comment,
        (*names, "state", "written_at", "replies"),
        # Asked before: a connection that takes in rows answers nothing else meanwhile.
        _comments(hand, threads, crowd, last=db.session.scalar(select(func.max(Comment.id))) or 0),
    )
    go_on_after(Comment)
    db.session.connection().execute(
        update(Contribution)
        .where(Contribution.id == bindparam("which"))
        .values(comments=bindparam("many")),
        [{"which": one, "many": many} for one, many in threads],
    )


def _how_many(hand: random.Random, number: int) -> int:
    if number % LONG_ONES == 1:
        return LONGEST_THREAD
    if hand.random() < SILENT:
        return 0
    return min(USUAL_THREAD, int(hand.paretovariate(1.2)))


def _comments(
    hand: random.Random, threads: Sequence[tuple[int, int]], crowd: Sequence[int], last: int
) -> Iterator[tuple[Any, ...]]:
    """A quarter of each thread answers one of its first level."""
    number = last + 1
    said, at = remarks(), now()
    for one, many in threads:
        above = many - int(many * REPLIES)
        parents = [None] * above + [hand.randrange(above) for _reply in range(many - above)]
        answered = Counter(parents)
        for place, parent in enumerate(parents):
            words = hand.choice(said)
            yield (
                number + place,
                one,
                None if parent is None else number + parent,
                hand.choice(crowd),
                words,
                str(paragraph(words)),
                "it",
                Shown.PUBLISHED.value,
                moment(at - timedelta(minutes=many - place)),
                answered[place] if parent is None else 0,
            )
        number += many
