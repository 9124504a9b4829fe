"""Lists of what is public: narrowed, counted and ordered, by keyset along an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select

from consult.contributions.models import LOT_BITS, Channel, Contribution, State
from consult.contributions.queries import Totals, shown_in_rows
from consult.contributions.tallies import NOWHERE, PlaceTally, ProcessTally
from consult.kernel.db import db
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _
from consult.kernel.paging import PAGE_SIZE, Page, paginate
from consult.processes import Process
from consult.search import is_hit

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute

NEXT = 64
"""Among so many below a drawn lot one is drawn: the gaps between lots hardly count then."""
COUNTED = 1_000
"""How far what matches is counted one by one; beyond, a list says "more than"."""


class Order(StrEnum):
    """In which order a list is read; each is the order of an index."""

    RECENT = "recent"
    SUPPORTED = "supported"
    DISCUSSED = "discussed"
    FAIR = "fair"


_KEYS: dict[Order, tuple[InstrumentedAttribute[Any], ...]] = {
    Order.RECENT: (Contribution.published_at, Contribution.id),
    Order.SUPPORTED: (Contribution.supports, Contribution.id),
    Order.DISCUSSED: (Contribution.comments, Contribution.id),
    Order.FAIR: (Contribution.lot, Contribution.id),
}


@dataclass(frozen=True, slots=True)
class Side:
    """What is in all of some sets of contributions' ids and in none of others."""

    inside: tuple[Select[int], ...] = ()
    outside: tuple[Select[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which contributions a list shows; an empty one shows all that are public.

    `hits` are the ids that a search found; of each group in `among` one side must hold.
    """

    municipality_ids: frozenset[int] | None = None
    theme_ids: frozenset[int] | None = None
    channel: Channel | None = None
    hits: Select[int] | None = None
    among: tuple[tuple[Side, ...], ...] = ()

    @property
    def is_tallied(self) -> bool:
        """Whether the tally by place and theme knows how many match."""
        return self.channel is None and self.hits is None and not self.among

    @property
    def leads(self) -> bool:
        """Whether something that narrows it leads to what matches, by an index of its own."""
        inside = any(all(side.inside for side in sides) for sides in self.among)
        return inside or bool(self.municipality_ids or self.theme_ids or self.hits is not None)

    @property
    def narrows(self) -> bool:
        """Whether anything public is left out."""
        places = self.municipality_ids is not None or self.theme_ids is not None
        return places or not self.is_tallied


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is: a process's totals, and how many match (`exact` up to `COUNTED`)."""

    totals: Totals = field(default_factory=Totals)
    number: int = 0
    exact: bool = True

    @property
    def is_many(self) -> bool:
        """Whether more match than are counted one by one."""
        return self.number > COUNTED


def extent_of(process: Process, chosen: Filter) -> Extent:
    """Return a process's totals and how many of its public contributions match, in one query."""
    columns = (
        ProcessTally.contributions,
        ProcessTally.people - ProcessTally.imported,
        ProcessTally.version,
        ProcessTally.imported,
    )
    row = db.session.execute(
        select(*columns, _counting(process, chosen).label("number")).where(
            ProcessTally.process_id == process.id
        )
    ).one_or_none()
    if row is None:
        return Extent()
    exact = chosen.is_tallied or row.number <= COUNTED
    return Extent(Totals(*row[:4]), row.number, exact)


def _counting(process: Process, chosen: Filter) -> Any:  # noqa: ANN401 - a column or a select
    if not chosen.narrows:
        return ProcessTally.contributions
    if chosen.is_tallied:
        return _tallied(process, chosen, func.coalesce(func.sum(PlaceTally.contributions), 0))
    some = _gathered(process, chosen).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _tallied(process: Process, chosen: Filter, what: ColumnElement[Any]) -> Any:  # noqa: ANN401
    query = select(what).where(PlaceTally.process_id == process.id)
    if chosen.municipality_ids is not None:
        query = query.where(PlaceTally.municipality_id.in_(sorted(chosen.municipality_ids)))
    if chosen.theme_ids is not None:
        query = query.where(PlaceTally.theme_id.in_(sorted(chosen.theme_ids)))
    return query.scalar_subquery()


def published_in(
    process: Process,
    chosen: Filter,
    *,
    order: Order = Order.RECENT,
    many: bool = True,
    after: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Contribution]:
    """Return one page of a process's public contributions.

    Where `many` match, the order's index is walked until the page is full; the few, and what a
    search found, are gathered and then put in order. Either way the result is the same.
    """
    return _page(_shown(shown_in_rows(), process, chosen, many=many), order, after, size)


def _page(
    query: Select[Contribution], order: Order, after: str | None, size: int
) -> Page[Contribution]:
    keys = _KEYS[order]
    return paginate(
        query,
        keys,
        lambda row: tuple(getattr(row, key.key) for key in keys),
        after=after,
        size=size,
    )


def latest_in(process: Process, chosen: Filter, size: int) -> Sequence[Contribution]:
    """Return the latest public voices of a process."""
    many = not chosen.narrows
    return published_in(process, chosen, many=many, size=size).rows


def fairly_in(
    process: Process,
    chosen: Filter,
    *,
    draw: int,
    extent: Extent,
    after: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Contribution]:
    """Return one page of the drawn order, turned so that it begins at a row that `draw` picks.

    Each row is as likely to be the first as any other. The order goes round once: after the last
    row comes the first, up to where the list began, which the mark of a page carries.
    """
    query = _shown(shown_in_rows(), process, chosen, many=extent.is_many)
    start, mark, turned = _read_turn(after)
    if start is None:
        start = _start(process, chosen, draw, extent)
    rows: list[Contribution] = []
    if not turned:
        first = _page(query.where(Contribution.lot <= start), Order.FAIR, mark, size)
        if first.next:
            return Page(first.rows, f"{start}.{first.next}")
        rows, mark = list(first.rows), None
    left = size - len(rows)
    rest = _page(query.where(Contribution.lot > start), Order.FAIR, mark, max(left, 1))
    if not left:
        return Page(rows, f"{start}-" if rest.rows else None)
    return Page([*rows, *rest.rows], f"{start}-{rest.next}" if rest.next else None)


def _read_turn(after: str | None) -> tuple[int | None, str | None, bool]:
    """Read the mark of a fair page: where the list began, the row before, whether it went round."""
    if not after:
        return None, None, False
    sign = "-" if "-" in after.split(".", 1)[0] else "."
    start, _sign, mark = after.partition(sign)
    if not (start.isascii() and start.isdigit() and len(start) <= 10):  # noqa: PLR2004 - 31 bits
        raise BadRequestError(_("This page of the list does not exist."))
    return int(start), mark or None, sign == "-"


def _start(process: Process, chosen: Filter, draw: int, extent: Extent) -> int:
    """Where the order begins: at any row of few; among many at one of the next below a drawn lot.

    Lots are drawn too, so that with many no row has more of a chance than another; and nobody
    counts through half of them to begin.
    """
    many = extent.is_many
    query = _shown(select(Contribution.lot), process, Filter() if many else chosen, many=many)
    query = query.order_by(Contribution.lot.desc(), Contribution.id.desc()).limit(1)
    if not many:
        return db.session.scalar(query.offset(draw % max(extent.number, 1))) or 0
    below, step = draw % 2**LOT_BITS, (draw >> LOT_BITS) % NEXT
    drawn = db.session.scalar(query.where(Contribution.lot <= below).offset(step))
    return drawn if drawn is not None else db.session.scalar(query.offset(step)) or 0


def counts_in(process: Process, chosen: Filter) -> dict[int, int]:
    """Return how many public contributions match from each municipality, by its id."""
    if chosen.is_tallied:
        query = (
            select(PlaceTally.municipality_id, func.sum(PlaceTally.contributions))
            .where(PlaceTally.process_id == process.id, PlaceTally.municipality_id != NOWHERE)
            .group_by(PlaceTally.municipality_id)
        )
        if chosen.theme_ids is not None:
            query = query.where(PlaceTally.theme_id.in_(sorted(chosen.theme_ids)))
        if chosen.municipality_ids is not None:
            query = query.where(PlaceTally.municipality_id.in_(sorted(chosen.municipality_ids)))
    else:
        counting: Any = select(Contribution.municipality_id, func.count())
        query = _public(counting, process, chosen, walk=True).group_by(Contribution.municipality_id)
    return {place: int(count) for place, count in db.session.execute(query) if place and count}


def narrowed(query: Select[Any], process: Process, chosen: Filter) -> Select[Any]:
    """Narrow a select of contributions to the public ones that match, to be walked in order."""
    return _public(query, process, chosen, walk=True)


def _shown(query: Select[Any], process: Process, chosen: Filter, *, many: bool) -> Select[Any]:
    if many or not chosen.narrows:
        return _public(query, process, chosen, walk=True)
    return query.where(Contribution.id.in_(_gathered(process, chosen)))


def _gathered(process: Process, chosen: Filter) -> Select[Any]:
    return _public(select(Contribution.id), process, chosen, walk=False).limit(COUNTED + 1)


def _public(query: Select[Any], process: Process, chosen: Filter, *, walk: bool) -> Select[Any]:
    """Narrow a query; on a walk along an order's index, no condition may lead elsewhere.

    What is gathered is found by what narrows it: the process must not lead there, as it leads
    through all that was ever said in it. Nor may an index when a search found the few thousand
    that match at most: nobody knows how far they lie along it.
    """
    found = chosen.hits is not None
    led = not found and (walk or not chosen.leads)
    own_process = Contribution.process_id if led else Contribution.process_id + literal(0)
    query = query.where(own_process == process.id, Contribution.state == State.PUBLISHED)
    one_place = len(chosen.municipality_ids or ()) == 1  # says more than any theme
    for column, ids, leads in (
        (Contribution.municipality_id, chosen.municipality_ids, not (walk or found)),
        (Contribution.theme_id, chosen.theme_ids, not (walk or found or one_place)),
    ):
        if ids is not None:
            held = column if leads else column + literal(0)
            query = query.where(held.in_(sorted(ids)))
    if chosen.channel is not None:
        query = query.where(Contribution.channel == chosen.channel)
    if chosen.hits is not None:
        query = query.where(is_hit(Contribution.id, chosen.hits))
    for sides in chosen.among:
        query = query.where(or_(*(_holds(side, walk=walk) for side in sides)))
    return query


def _holds(side: Side, *, walk: bool) -> ColumnElement[bool]:
    inside = (_within(one) if walk else Contribution.id.in_(one) for one in side.inside)
    return and_(*inside, *(~_within(one) for one in side.outside))


def _within(ids: Select[int]) -> ColumnElement[bool]:
    held = ids.subquery()
    return exists().where(held.c[0] == Contribution.id)
