"""Versions: how many changes each part of a topic has seen, whether folded yet or not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import BindParameter, Select, bindparam, func, select, union_all

from consult.kernel.db import db
from consult.live.models import Change, Part

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

Versions: TypeAlias = dict[str, int]


def version_of(topic: str) -> int:
    """Return a number that grows with each kept change of a topic; 0 for one nobody changed."""
    return sum(versions_of(topic).values())


def versions_of(topic: str) -> Versions:
    """Return for each part that ever changed a number that grows with each kept change."""
    return versions_among([topic], db.session).get(topic, {})


@cache
def _versions() -> Select[str, str, int]:
    """Built once: every phone without a stream asks it every three seconds."""
    topics: BindParameter[str] = bindparam("topics", expanding=True)
    folded = select(Part.topic, Part.part, Part.version.label("many")).where(Part.topic.in_(topics))
    fresh = (
        select(Change.topic, Change.part, func.count().label("many"))
        .where(Change.topic.in_(topics))
        .group_by(Change.topic, Change.part)
    )
    told = union_all(folded, fresh).subquery()
    version = func.sum(told.c.many)
    return select(told.c.topic, told.c.part, version).group_by(told.c.topic, told.c.part)


def versions_among(topics: Collection[str], session: Session) -> dict[str, Versions]:
    """Return the versions of several topics, by one statement.

    Rows are counted, not numbered: on PostgreSQL a row may be kept after one with a higher id,
    and a reader who remembers the highest would never hear of it. Both tables are read by one
    statement, so a folding in between changes no sum.
    """
    versions: dict[str, Versions] = {}
    for topic, part, version in session.execute(_versions(), {"topics": [*topics]}):
        versions.setdefault(topic, {})[part] = int(version)
    return versions
