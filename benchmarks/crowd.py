"""A crowd of contributions, written in bulk: the same words and the same places each time."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from sqlalchemy import func, insert, select, text, update

from benchmarks.tallied import BATCH, tally
from consult.contributions import Channel, Contribution, State, Voice
from consult.contributions.models import VoiceKind
from consult.discussion import Comment
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
COMMENTS = 1_000
VOCABULARY, TITLE, BODY = 30_000, 7, 45
SYLLABLES = (
    "ba ca co da di fa ga la le lo ma me mi na no pa pe pi ra re ri ro sa se so ta te ti va vi"
)


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[list[str], list[float]]:
    """Invented words, the first the commonest, and their weights added up (Zipf's law)."""
    hand, parts = random.Random("vocabulary"), SYLLABLES.split()
    words = dict.fromkeys(
        "".join(hand.choices(parts, k=2 + min(3, place // 400))) for place in range(VOCABULARY * 2)
    )
    chosen = list(words)[:VOCABULARY]
    return chosen, list(accumulate(1 / (place + 4) for place in range(len(chosen))))


def _said(hand: random.Random, many: int) -> str:
    words, weights = _vocabulary()
    return " ".join(hand.choices(words, cum_weights=weights, k=many))


def _paragraph(said: str) -> Markup:
    return Markup(f"<p>{said}</p>")  # noqa: S704 - letters and spaces, invented above


def words_of_all() -> dict[str, list[str]]:
    """The commonest words, and titles as somebody begins one."""
    hand = random.Random("asked")
    return {
        "common": _vocabulary()[0][:20],
        "titles": [_said(hand, hand.randint(4, 9)) for _one in range(400)],
    }


def furnish(process_id: int, many: int) -> str:
    """Write the crowd and all that is counted of it; return the code of what is most discussed."""
    with db.transaction():
        process = db.session.get_one(Process, process_id)
        first = (db.session.scalar(select(func.max(Contribution.id))) or 0) + 1
        voices = _voices(max(1, many * PEOPLE_PER_HUNDRED // 100))
        for start in range(0, many, BATCH):
            rows = list(_rows(process, voices, range(start, min(start + BATCH, many))))
            db.session.execute(insert(Contribution), rows)
        _hang(process, first)
        _enter(first)
        _queue(first)
        code = _discuss(voices, first)
        tally(process)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return code


def _voices(many: int) -> Sequence[int]:
    before = db.session.scalar(select(func.max(Voice.id))) or 0
    rows = [
        {"kind": VoiceKind.IMPORTED, "called": f"Voice {number}", "created_at": now()}
        for number in range(many)
    ]
    db.session.execute(insert(Voice), rows)
    return db.session.scalars(select(Voice.id).where(Voice.id > before)).all()


def _rows(process: Process, voices: Sequence[int], numbers: range) -> Iterator[dict[str, Any]]:
    hand, at = random.Random(numbers.start), now()
    places = db.session.scalars(select(Municipality.id).where(Municipality.valid_to.is_(None)))
    where, themes = list(places), [theme.id for theme in themes_of(process.cycle)]
    for number in numbers:
        said: datetime = at - timedelta(minutes=2 * number + 60)
        body = _said(hand, BODY)
        waits = number % WAITING == 0
        yield {
            "code": f"Z{number:06d}",
            "process_id": process.id,
            "voice_id": hand.choice(voices),
            "channel": hand.choice([Channel.ONLINE, Channel.ONLINE, Channel.TABLE]),
            "title": _said(hand, TITLE).capitalize(),
            "source": body,
            "body": _paragraph(body),
            "language": "it",
            "municipality_id": hand.choice(where),
            "theme_id": hand.choice(themes),
            "state": State.WAITING if waits else State.PUBLISHED,
            "submitted_at": said,
            "published_at": None if waits else said + timedelta(hours=3),
            "supports": int(hand.paretovariate(1.15)),
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
    db.session.execute(insert(Matter), rows)


def _discuss(voices: Sequence[int], first: int) -> str:
    """Let a thousand comments be under one of them."""
    hand = random.Random("comments")
    one = db.session.get_one(Contribution, db.session.scalars(_public(first).limit(1)).one())
    rows = []
    for number in range(COMMENTS):
        said = _said(hand, 20)
        rows.append(
            {
                "contribution_id": one.id,
                "voice_id": hand.choice(voices),
                "source": said,
                "body": _paragraph(said),
                "language": "it",
                "written_at": now() - timedelta(minutes=number),
                "replies": 0,
            }
        )
    db.session.execute(insert(Comment), rows)
    db.session.execute(
        update(Contribution).where(Contribution.id == one.id).values(comments=COMMENTS)
    )
    return one.code
