"""Which texts have a meaning to keep: the public ones, and those that something happened to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.audit import Act
from consult.contributions import Contribution, State
from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LETTERS_OF_BODY = 400
"""What an idea is about stands in its title and its first lines; the rest says how."""
AT_ONCE = 2_000
READ_AGAIN = 200
"""Acts are numbered before they are kept: one with a lower number may be seen later."""


@dataclass(frozen=True, slots=True)
class Text:
    """A public text, which of its versions this is, and the words that stand for it."""

    id: int
    process_id: int
    version: int
    language: str
    words: str


def meant_by(title: str, source: str) -> str:
    """Return the words by which a text is compared with others."""
    return f"{title}\n{source[:LETTERS_OF_BODY]}".strip()


def public_versions() -> Iterator[tuple[int, int]]:
    """Go through the ids of all public texts, each with its version, a few at a time."""
    last = 0
    while True:
        with db.aside() as session:
            rows = session.execute(
                select(Contribution.id, Contribution.version)
                .where(Contribution.id > last, Contribution.state == State.PUBLISHED)
                .order_by(Contribution.id)
                .limit(AT_ONCE)
            ).all()
        for row in rows:
            yield row.id, row.version
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].id


def texts_with(ids: Iterable[int]) -> list[Text]:
    """Return those of these texts that are public, as they are now."""
    with db.aside() as session:
        rows = session.execute(
            select(
                Contribution.id,
                Contribution.process_id,
                Contribution.version,
                Contribution.language,
                Contribution.title,
                func.substr(Contribution.source, 1, LETTERS_OF_BODY).label("source"),
            ).where(Contribution.id.in_(list(ids)), Contribution.state == State.PUBLISHED)
        ).all()
    return [
        Text(row.id, row.process_id, row.version, row.language, meant_by(row.title, row.source))
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Seen:
    """How far what happens has been read: the last act, and the last text that came in."""

    act: int = 0
    text: int = 0


def seen_now() -> Seen:
    """Return how far there is something to read."""
    with db.aside() as session:
        act = session.scalar(select(func.max(Act.id))) or 0
        text = session.scalar(select(func.max(Contribution.id))) or 0
    return Seen(act, text)


def happened_since(seen: Seen) -> tuple[dict[int, int], Seen]:
    """Return which texts something happened to, each with the act, and how far that is read.

    A text that came in has no act to itself: it stands under act 0.
    """
    with db.aside() as session:
        acts = session.execute(
            select(Act.id, Act.thing_kind, Act.thing_id)
            .where(Act.id > seen.act - READ_AGAIN)
            .order_by(Act.id)
            .limit(AT_ONCE)
        ).all()
        new = session.scalars(
            select(Contribution.id)
            .where(Contribution.id > seen.text)
            .order_by(Contribution.id)
            .limit(AT_ONCE)
        ).all()
    told = dict.fromkeys(new, 0) | {
        act.thing_id: act.id
        for act in acts
        if act.thing_kind == Contribution.__tablename__ and act.thing_id is not None
    }
    last_act = max([seen.act, *(act.id for act in acts)])
    return told, Seen(last_act, max([seen.text, *new]))
