"""The filters that the three looks of the map share, as its address spells them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from consult.ideamap.models import Maturity
from consult.ideamap.past import PastMap, PastNode
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _
from consult.taxonomy import Strategy, Theme
from consult.territory import Zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.ideamap.models import Node

KEYS = ("zone", "theme", "strategy", "maturity", "version", "show")
LOOSE = "none"
"""The strategy of the nodes that are not tied to one yet."""

Sign = TypeVar("Sign", Zone, Theme, Strategy, Maturity, PastMap, str)


class Shown(StrEnum):
    """What the numbers of the matrix and of the territory count."""

    VOICES = "voices"
    PEOPLE = "people"
    PER_10_000 = "per-10000"


@dataclass(frozen=True, slots=True)
class Offered:
    """What the map can be narrowed to, and its versions, the newest first."""

    zones: Sequence[Zone]
    themes: Sequence[Theme]
    strategies: Sequence[Strategy]
    versions: Sequence[PastMap]


@dataclass(frozen=True, slots=True)
class MapFilters:
    """What the map is narrowed to; `loose` asks for the nodes tied to no strategy."""

    zone: Zone | None = None
    theme: Theme | None = None
    strategy: Strategy | None = None
    loose: bool = False
    maturity: Maturity | None = None
    version: PastMap | None = None
    show: Shown = Shown.VOICES

    @property
    def any_chosen(self) -> bool:
        """Whether anything is filtered; a version and what is counted are no filters."""
        return bool(self.zone or self.theme or self.picks_nodes)

    @property
    def picks_nodes(self) -> bool:
        """Whether only some nodes are asked for."""
        return bool(self.strategy or self.loose or self.maturity)

    def query(self) -> dict[str, str]:
        """Return the filters as they stand in an address."""
        spelled = {
            "zone": self.zone.code if self.zone else "",
            "theme": self.theme.code if self.theme else "",
            "strategy": LOOSE if self.loose else self.strategy.code if self.strategy else "",
            "maturity": str(self.maturity or ""),
            "version": str(self.version.number) if self.version else "",
            "show": "" if self.show is Shown.VOICES else str(self.show),
        }
        return {key: value for key, value in spelled.items() if value}

    def but(self, **others: str) -> dict[str, str]:
        """Return the address's filters with some changed; an empty one is taken away."""
        spelled = self.query() | others
        return {key: spelled[key] for key in KEYS if spelled.get(key)}

    def takes(self, node: Node | PastNode) -> bool:
        """Whether a node is among those asked for."""
        if self.maturity and node.maturity is not self.maturity:
            return False
        if self.loose:
            return node.strategy_id is None
        return self.strategy is None or node.strategy_id == self.strategy.id


def read_filters(offered: Offered, asked: Mapping[str, str]) -> MapFilters:
    """Read the map's filters from its address.

    Raises `BadRequestError` for what the plan and the map do not have.
    """
    strategy = asked.get("strategy", "")
    return MapFilters(
        zone=_known({one.code: one for one in offered.zones}, asked.get("zone", "")),
        theme=_known({one.code: one for one in offered.themes}, asked.get("theme", "")),
        strategy=_known(
            {one.code: one for one in offered.strategies}, "" if strategy == LOOSE else strategy
        ),
        loose=strategy == LOOSE,
        maturity=_known({str(one): one for one in Maturity}, asked.get("maturity", "")),
        version=_known(
            {str(one.number): one for one in offered.versions}, asked.get("version", "")
        ),
        show=Shown(
            _known({str(one): str(one) for one in Shown}, asked.get("show", "")) or "voices"
        ),
    )


def _known(by_code: Mapping[str, Sign], code: str) -> Sign | None:
    if code and code not in by_code:
        raise BadRequestError(_("The map knows no “%(code)s”.", code=code[:40]))
    return by_code[code] if code else None
