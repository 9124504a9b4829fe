"""Pages of a long list by keyset: the next page starts after the last row, never at a number."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import tuple_

from consult.kernel.db import UtcDateTime, db
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import InstrumentedAttribute
    from sqlalchemy.sql.elements import ColumnElement

T = TypeVar("T")

PAGE_SIZE = 20
LONGEST_MARK = 300


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list, and the mark after which the next page starts (none at the end)."""

    rows: Sequence[T]
    next: str | None


def paginate(
    query: Select[T],
    keys: Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]],
    mark_of: Callable[[T], Sequence[Any]],
    *,
    after: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[T]:
    """Return `size` rows of a query, newest key first, after a mark.

    `keys` are columns, the last one a tie-breaker; `mark_of` gives a row's values of them.
    Raises `BadRequestError` when the mark is not one of ours.
    """
    query = query.order_by(*(key.desc() for key in keys)).limit(size + 1)
    if after:
        query = query.where(tuple_(*keys) < tuple_(*_read_mark(after, keys)))
    rows = list(db.session.scalars(query))
    more = len(rows) > size
    return Page(rows[:size], _write_mark(mark_of(rows[size - 1])) if more else None)


def _write_mark(values: Sequence[Any]) -> str:
    plain = [["t", value.isoformat()] if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _read_mark(
    mark: str, keys: Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]]
) -> list[Any]:
    try:
        plain = json.loads(base64.urlsafe_b64decode(mark[:LONGEST_MARK] + "=" * (-len(mark) % 4)))
        values = [
            datetime.fromisoformat(value[1]) if isinstance(value, list) else value
            for value in plain
        ]
    except (ValueError, TypeError, LookupError, binascii.Error, RecursionError):
        values = []
    if len(values) != len(keys) or not all(map(_fits, values, keys)):
        raise BadRequestError(_("This page of the list does not exist."))
    return values


def _fits(value: object, key: ColumnElement[Any] | InstrumentedAttribute[Any]) -> bool:
    """Whether a value can be compared with a key: a moment with its zone, or a number of a row."""
    if isinstance(key.type, UtcDateTime):
        return isinstance(value, datetime) and value.tzinfo is not None
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
