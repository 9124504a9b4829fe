"""Announcing a change, in the transaction that makes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from sqlalchemy import insert

from consult.kernel.db import db
from consult.live.models import Change
from consult.live.telling import tell_after_commit

if TYPE_CHECKING:
    from sqlalchemy import Table

_TOPIC = re.compile(r"[a-z][a-z-]*(:[a-z0-9-]+)+")
_TOLD = insert(cast("Table", Change.__table__))
_PART = re.compile(r"[a-z][a-z0-9-]*")


def announce_change(topic: str, *parts: str) -> None:
    """Tell whoever looks at a topic (`"session:12"`) that these parts of it (`"wall"`) changed.

    It costs one INSERT of as many rows as parts, waits for no other writer, and is told when the
    transaction at hand is kept: what is rolled back announces nothing. How often a part changes
    can be heard by everyone who holds the topic's token; what they must not notice belongs to a
    topic of its own. Raises `ValueError` for names that are no such words.
    """
    if not parts or not _TOPIC.fullmatch(topic) or not all(map(_PART.fullmatch, parts)):
        message = f"No topic, or no parts of one: {topic!r} {parts!r}."
        raise ValueError(message)
    rows = [{"topic": topic, "part": part} for part in sorted(set(parts))]
    db.session.execute(_TOLD, rows)
    tell_after_commit(topic)
