"""The three looks of the map under one set of filters: tree, matrix, territory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for
from markupsafe import Markup

from consult.contributions import counts_by_place
from consult.ideamap.cells import Counts, cells_on, counts_now, places_on
from consult.ideamap.filters import MapFilters, Offered, Shown
from consult.ideamap.matrix import Matrix, Signs, matrix_of, people_words
from consult.ideamap.past import map_findings
from consult.ideamap.queries import Count
from consult.ideamap.tallies import ALL
from consult.ideamap.tree import Tree, tree_of
from consult.ideamap.voted import NODE
from consult.ideamap.words import MATURITIES
from consult.kernel.i18n import Words, _, ngettext, number
from consult.kernel.instants import database_now
from consult.taxonomy import territory_of
from consult.territory import (
    Choropleth,
    Series,
    map_of,
    municipalities_on,
    municipality_links,
    today,
    zones_by_municipality,
)
from consult.voting import Outcome, outcomes_of

if TYPE_CHECKING:
    from consult.processes import Process
    from consult.territory import Municipality, Territory, Zone


@dataclass(frozen=True, slots=True)
class Looks:
    """What the page shows; `shown` are the ids of the nodes that the filters take."""

    slug: str
    filters: MapFilters
    tree: Tree
    counts: Mapping[int, Count]
    shown: frozenset[int]
    matrix: Matrix
    total: Count
    lit: Count
    lit_people: str
    map: Choropleth | None
    map_title: str
    writes: bool
    knows_people: bool
    voted: Mapping[int, Sequence[Outcome]]
    findings: Sequence[Markup]

    def people_on(self, node_id: int) -> str:
        """How many people a node has under these filters, in words."""
        people = self.counts.get(node_id, Count()).people
        return people_words(people, known=self.knows_people)

    def url(self, **others: str) -> str:
        """The address of the map with some of its filters changed."""
        values: dict[str, Any] = {"slug": self.slug} | self.filters.but(**others)
        return url_for("ideamap.index", **values)

    @property
    def zones(self) -> list[tuple[Zone, int]]:
        """How many voices each zone has, on the theme that is filtered by or on all."""
        theme, lines = self.filters.theme, self.matrix.lines
        told = [
            (
                line.zone,
                next((one for one in line.cells if theme and one.theme is theme), line.total),
            )
            for line in lines
        ]
        return [(zone, cell.count.contributions) for zone, cell in told if zone]

    @property
    def maturity_words(self) -> Words:
        """The maturity that is filtered by, in words."""
        return MATURITIES[self.filters.maturity] if self.filters.maturity else ""


def looks_of(
    process: Process, offered: Offered, filters: MapFilters, *, writes: bool, knows_people: bool
) -> Looks:
    """Read the map under these filters.

    `writes` says whether ideas are being collected, `knows_people` whether every voice is
    somebody's.
    """
    territory, day = territory_of(process.cycle), today()
    tree = tree_of(process, filters.version)
    shown = frozenset(node.id for node in tree.nodes if filters.takes(node))
    zone, theme = (one.id if one else ALL for one in (filters.zone, filters.theme))
    past = filters.version
    counted = Counts(past.counts()) if past else counts_now(process, zone, theme)
    cells = counted.cells()
    if filters.picks_nodes and past is None:
        cells = cells_on(sorted(shown))
    standing = municipalities_on(territory, day)
    zone_of = zones_by_municipality(territory, day)
    population = _population(standing, zone_of)
    signs = Signs(offered.zones, offered.themes, population, knows_people)
    lit = cells.get((zone, theme), Count())
    return Looks(
        slug=process.slug,
        filters=filters,
        tree=tree,
        counts=counted.by_node(zone, theme),
        shown=shown,
        matrix=matrix_of(cells, signs, filters.show, filters.zone, filters.theme),
        total=cells.get((ALL, ALL), Count()),
        lit=lit,
        lit_people=people_words(lit.people, known=knows_people),
        map=None
        if filters.version
        else _map(territory, standing, zone_of, filters, _places(process, filters, shown)),
        map_title=_map_title(filters),
        writes=writes,
        knows_people=knows_people,
        voted={} if past else outcomes_of(NODE, [node.id for node in tree.nodes], database_now()),
        findings=[] if past else map_findings.fill([process])[process.id],
    )


def _population(
    standing: Sequence[Municipality], zone_of: Mapping[int, Zone]
) -> dict[int, int | None]:
    """The inhabitants of each zone today; none where those of a municipality are not known."""
    people: dict[int, int | None] = {}
    for one in standing:
        if one.id not in zone_of:
            continue
        zone_id = zone_of[one.id].id
        before = people.get(zone_id, 0)
        known = before is not None and one.population is not None
        people[zone_id] = (before or 0) + (one.population or 0) if known else None
    return people


def _places(process: Process, filters: MapFilters, shown: frozenset[int]) -> Mapping[int, int]:
    if filters.picks_nodes:
        return places_on(sorted(shown), filters.theme.id if filters.theme else None)
    return counts_by_place(process, filters.theme)


def _map(
    territory: Territory,
    standing: Sequence[Municipality],
    zone_of: Mapping[int, Zone],
    filters: MapFilters,
    voices: Mapping[int, int],
) -> Choropleth:
    counts = {one.istat_code: voices.get(one.id, 0) for one in standing}
    people = {one.istat_code: one.population for one in standing}
    series = Series(counts, say=_voices, none_label=_("none"))
    if filters.show is Shown.PER_10_000:
        series = Series(
            counts,
            say=lambda value: _("%(number)s per 10,000 inhabitants", number=number(value)),
            over=people,
            times=10_000,
            step=0.1,
            none_label=_("none"),
        )
    chosen = {place for place, zone in zone_of.items() if zone is filters.zone}
    return map_of(
        territory, today(), series, link=municipality_links(), chosen=chosen if filters.zone else ()
    )


def _voices(value: float) -> str:
    return ngettext("%(num)s voice", "%(num)s voices", int(value))


def _map_title(filters: MapFilters) -> str:
    if filters.show is Shown.PER_10_000:
        return _("Voices per 10,000 inhabitants, by municipality")
    return _("Voices by municipality")
