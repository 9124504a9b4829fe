"""A crowd of contributions, written in bulk: the same words, places and answers each time."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text

from benchmarks.answered import discuss, support, voices, voices_of_the_crowd
from benchmarks.poured import settle
from benchmarks.said import length, paragraph, said
from benchmarks.tallied import BATCH, tally
from consult.contributions import Channel, Contribution, State
from consult.docket.models import Matter, Work
from consult.ideamap import Node, NodeLink
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.processes import Process
from consult.search import SearchEntry, stems
from consult.search.commands import tags_of, vector
from consult.taxonomy import themes_of
from consult.territory import Municipality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

PEOPLE_PER_HUNDRED = 40
ON_A_NODE = 0.2
WAITING = 50  # one in so many waits for a moderator
TITLE, BODY = 7, 40
SUPPORTS, MOST_SUPPORTS = 3.4, 0.1
"""About ten each: most have a handful, a few have a tenth of all people."""


def furnish(process_id: int, many: int) -> str:
    """Let the crowd be of so many, and all counted of it; return the code of the most discussed."""
    with db.transaction():
        process = db.session.get_one(Process, process_id)
        there = _there()
        first = (db.session.scalar(select(func.max(Contribution.id))) or 0) + 1
        crowd = voices(max(1, many * PEOPLE_PER_HUNDRED // 100))
        for start in range(there, many, BATCH):
            rows = list(_rows(process, crowd, range(start, min(start + BATCH, many))))
            db.session.execute(insert(Contribution), rows)
        if there < many:
            _hang(process, first)
            _enter(first)
            _queue(first)
            support(crowd, first)
            discuss(crowd, first)
            tally(process)
    settle()
    return _code(1)


def _code(number: int) -> str:
    return f"Z{number:06d}"


def _there() -> int:
    """How many are of the crowd already."""
    query = select(func.count()).where(Contribution.voice_id.in_(voices_of_the_crowd()))
    return db.session.scalar(query) or 0


def _rows(process: Process, crowd: Sequence[int], numbers: range) -> Iterator[dict[str, Any]]:
    hand, at = random.Random(numbers.start), now()
    places = db.session.execute(
        select(Municipality.id, Municipality.population).where(Municipality.valid_to.is_(None))
    ).all()
    where, people = [one for one, _many in places], [many or 1 for _one, many in places]
    themes = [theme.id for theme in themes_of(process.cycle)]
    liked = [1 / (place + 2) for place in range(len(themes))]
    for number in numbers:
        told: datetime = at - timedelta(minutes=2 * number + 60)
        body = said(hand, length(hand, BODY))
        waits = number % WAITING == 0
        supports = 0 if waits else int(SUPPORTS * hand.paretovariate(1.4))
        yield {
            "code": _code(number),
            "process_id": process.id,
            "voice_id": hand.choice(crowd),
            "channel": hand.choice([Channel.ONLINE, Channel.ONLINE, Channel.TABLE]),
            "title": said(hand, TITLE - 3 + hand.randrange(7)).capitalize(),
            "source": body,
            "body": paragraph(body),
            "language": "it",
            "municipality_id": hand.choices(where, people)[0],
            "theme_id": hand.choices(themes, liked)[0],
            "state": State.WAITING if waits else State.PUBLISHED,
            "submitted_at": told,
            "published_at": None if waits else told + timedelta(hours=3),
            "supports": min(supports, int(len(crowd) * MOST_SUPPORTS)),
            "comments": 0,
            "lot": hand.getrandbits(31),
            "version": 1,
        }


def _hang(process: Process, first: int) -> None:
    """Hang some of the crowd on the nodes of the map."""
    hand, nodes = (
        random.Random("nodes"),
        db.session.scalars(select(Node).where(Node.process_id == process.id)).all(),
    )
    told = {"linked_by_id": nodes[0].created_by_id, "linked_at": now()}
    rows = [
        {"node_id": hand.choice(nodes).id, "contribution_id": one, **told}
        for one in db.session.scalars(_public(first))
        if hand.random() < ON_A_NODE
    ]
    if rows:
        db.session.execute(insert(NodeLink), rows)


def _public(first: int) -> Any:  # noqa: ANN401 - a select of ids
    return select(Contribution.id).where(
        Contribution.id >= first, Contribution.state == State.PUBLISHED
    )


def _enter(first: int) -> None:
    """Enter the public ones into the index, by the product's own analyser."""
    tags = tags_of("contribution", public=True)
    db.session.execute(
        insert(SearchEntry).from_select(
            ["kind", "thing_id", "language", "public"],
            select(
                text("'contribution'"), Contribution.id, Contribution.language, text(_truth())
            ).where(Contribution.id >= first, Contribution.state == State.PUBLISHED),
        )
    )
    query = (
        select(SearchEntry.id, Contribution.title, Contribution.source)
        .join(Contribution, Contribution.id == SearchEntry.thing_id)
        .where(SearchEntry.kind == "contribution", Contribution.id >= first)
    )
    for part in db.session.execute(query).partitions(BATCH):
        stemmed = [(row.id, stems(row.title, "it"), stems(row.source, "it")) for row in part]
        if db.is_sqlite:
            rows = [
                {"id": one, "tags": " ".join(tags), "title": " ".join(a), "body": " ".join(b)}
                for one, a, b in stemmed
            ]
            order = "INSERT INTO search_words (rowid, tags, title, body) "
            order += "VALUES (:id, :tags, :title, :body)"
        else:
            rows = [{"id": one, "words": vector(tags, a, b)} for one, a, b in stemmed]
            order = "INSERT INTO search_words (id, words) VALUES (:id, CAST(:words AS tsvector))"
        db.session.execute(text(order), rows)


def _truth() -> str:
    return "1" if db.is_sqlite else "true"


def _queue(first: int) -> None:
    """Put into the moderators' queue what waits."""
    query = select(Contribution).where(
        Contribution.id >= first, Contribution.state == State.WAITING
    )
    rows = [
        {
            "kind": "contribution",
            "subject_id": one.id,
            "process_id": one.process_id,
            "work": Work.WAITING,
            "since": one.submitted_at,
            "reports": 0,
            "municipality_id": one.municipality_id,
            "theme_id": one.theme_id,
            "channel": one.channel,
        }
        for one in db.session.scalars(query)
    ]
    if rows:
        db.session.execute(insert(Matter), rows)
