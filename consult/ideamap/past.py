"""The map as it was: what a room above keeps of it, in the shape in which the map is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from consult.ideamap.models import Maturity
from consult.ideamap.queries import Count
from consult.ideamap.tallies import Key
from consult.kernel.slots import Slot
from consult.processes import Process
from consult.taxonomy import Theme


@dataclass(frozen=True, slots=True)
class PastNode:
    """A node where it stood then; its title is today's, which may read otherwise."""

    id: int
    title: dict[str, str]
    theme: Theme | None
    strategy_id: int | None
    keyword: int | None
    maturity: Maturity
    contributions: int
    people: int
    reworded: bool


@dataclass(frozen=True, slots=True)
class PastMap:
    """A numbered map of the past: its page, the page of all, and what it is drawn from."""

    number: int
    published_at: datetime
    total: Count
    url: str
    all_url: str
    nodes: Callable[[], Sequence[PastNode]]
    counts: Callable[[], Mapping[Key, Count]]
    node_url: Callable[[int], str]


# The published maps of a process, the newest first.
past_maps: Slot[Process, PastMap] = Slot("process.past_maps")
# What staff can do with a map as a whole, on its page: words and address.
map_actions: Slot[Process, tuple[str, str]] = Slot("process.map_actions")
# What else stands out in the whole consultation, beside the matrix as it is now.
map_findings: Slot[Process, Markup] = Slot("process.map_findings")
