"""What one reading of the database asks only once, however many parts of a page need it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from consult.kernel.db import Model

T = TypeVar("T", bound="Model")
R = TypeVar("R")

KEPT = "read_once"


def once_a_reading(query: Callable[[Sequence[T]], R]) -> Callable[[Sequence[T]], R]:
    """Keep what a query told of these things until the reading ends; while writing, ask anew."""

    @wraps(query)
    def asked(things: Sequence[T]) -> R:
        session = db.session
        if session.info.get("writing"):
            return query(things)
        kept = session.info.setdefault(KEPT, {})
        key = (query, tuple(thing.id for thing in things))
        if key not in kept:
            kept[key] = query(things)
        told: R = kept[key]
        return told

    return asked
