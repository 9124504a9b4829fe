"""How a topic stands now, for who asks: from memory as long as nothing at all was written."""

from __future__ import annotations

from consult.kernel.db import db
from consult.kernel.keeping import watch
from consult.live.marks import Marks, marks_of
from consult.live.queries import versions_of

MOST_KEPT = 1_000

_kept: dict[str, tuple[str, Marks]] = {}
clear = _kept.clear


def standing(topic: str) -> Marks:
    """Return the marks of a topic; on PostgreSQL, by a query each time."""
    if not db.is_sqlite:
        return marks_of(topic, versions_of(topic))
    version = watch.version()
    found = _kept.get(topic)
    if found is None or found[0] != version:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[topic] = (version, marks_of(topic, versions_of(topic)))
    return found[1]
