"""One list of ideas as its address asks for it: filters, order, way of looking, page."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from consult.contributions import (
    Contribution,
    Extent,
    Order,
    extent_of,
    fairly_in,
    published_in,
)
from consult.ideas.filters import FILTER_KEYS, IdeaFilters, read_filters
from consult.kernel.clock import now
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _, _l
from consult.kernel.paging import Page
from consult.territory import today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import MultiDict

    from consult.kernel.i18n import Words
    from consult.processes import Process

SEEDS = 32
"""How many fair orders there are in a day: few enough for pages to be shared and kept."""
LIST, MAP = "list", "map"
LIST_KEYS = (*FILTER_KEYS, "sort", "seed", "view", "after")

ORDERS: dict[Order, Words] = {
    Order.RECENT: _l("The newest"),
    Order.SUPPORTED: _l("The most supported"),
    Order.DISCUSSED: _l("The most discussed"),
    Order.FAIR: _l("Today's fair turn"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What an address asks of the list; `refused` is an order that cannot be shown now."""

    process: Process
    filters: IdeaFilters
    order: Order
    seed: int | None
    view: str
    after: str | None
    refused: bool = False

    @property
    def orders(self) -> Mapping[Order, Words]:
        """The orders that can be chosen: by supports only where supports are shown."""
        if self.process.shows_supports(now()):
            return ORDERS
        return {order: words for order, words in ORDERS.items() if order is not Order.SUPPORTED}

    @property
    def lacks_seed(self) -> bool:
        """Whether the fair order was asked for without saying which of the day's."""
        return self.order is Order.FAIR and self.seed is None

    def spelled(self, **changes: Any) -> dict[str, Any]:
        """Return the address's keys, some of them changed; none takes one away."""
        asked: dict[str, Any] = {
            **self.filters.query(),
            "sort": None if self.order is Order.RECENT else self.order.value,
            "seed": self.seed,
            "view": None if self.view == LIST else self.view,
        }
        return {key: value for key, value in (asked | changes).items() if value not in (None, "")}

    def url(self, **changes: Any) -> str:
        """Return the address of this list with some keys changed."""
        return url_for("ideas.index", slug=self.process.slug, **self.spelled(**changes))

    def url_without(self, key: str, value: str = "") -> str:
        """Return the address of this list with one filter taken away."""
        kept = self.filters.without(key, value)
        return self.url(**(dict.fromkeys(FILTER_KEYS) | kept))

    def seeded_url(self) -> str:
        """Return the address of one of the day's fair orders, whichever."""
        return self.url(seed=secrets.randbelow(SEEDS) + 1)

    def extent(self) -> Extent:
        """Count what there is and what matches."""
        return extent_of(self.process, self.filters.filter(self.process))

    def page(self, extent: Extent) -> Page[Contribution]:
        """Return the page that the address asks for."""
        chosen = self.filters.filter(self.process)
        if self.order is Order.FAIR:
            draw = _draw(self.process.id, self.seed or 0)
            return fairly_in(self.process, chosen, draw=draw, extent=extent, after=self.after)
        return published_in(
            self.process, chosen, order=self.order, many=extent.is_many, after=self.after
        )


def read_listing(process: Process, asked: MultiDict[str, str]) -> Listing:
    """Read an address. Raises `BadRequestError` for what the list does not know."""
    order = _order(asked.get("sort") or Order.RECENT)
    view = asked.get("view") or LIST
    if view not in {LIST, MAP}:
        raise BadRequestError(_("This page does not know the view “%(view)s”.", view=view[:40]))
    refused = order is Order.SUPPORTED and not process.shows_supports(now())
    return Listing(
        process=process,
        filters=read_filters(process, asked),
        order=Order.RECENT if refused else order,
        seed=_seed(asked.get("seed")) if order is Order.FAIR else None,
        view=view,
        after=asked.get("after"),
        refused=refused,
    )


def _order(asked: str) -> Order:
    try:
        return Order(asked)
    except ValueError as unknown:
        raise BadRequestError(
            _("This page does not know the order “%(order)s”.", order=asked[:40])
        ) from unknown


def _seed(asked: str | None) -> int | None:
    if not asked:
        return None
    known = {str(seed): seed for seed in range(1, SEEDS + 1)}
    if asked not in known:
        raise BadRequestError(_("The day's fair orders are numbered from 1 to 32."))
    return known[asked]


def _draw(process_id: int, seed: int) -> int:
    """Return the number that one of today's fair orders begins by, the same for everyone."""
    told = f"{process_id}:{today().isoformat()}:{seed}"
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8])
