"""What the versions give the map's own page: the maps of the past, and publishing the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import url_for

from consult.accounts import current_person
from consult.editions.policy import can_publish_map
from consult.editions.queries import cells_of_version, nodes_of_version, versions_of
from consult.ideamap import Count, PastMap, map_actions, past_maps
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.editions.models import MapVersion
    from consult.processes import Process


@past_maps.filler
def published_maps(processes: Sequence[Process]) -> Mapping[int, Sequence[PastMap]]:
    """Give each process its published versions, the newest first."""
    return {
        process.id: [_past(process, version) for version in versions_of(process)]
        for process in processes
    }


def _past(process: Process, version: MapVersion) -> PastMap:
    return PastMap(
        number=version.number,
        published_at=version.published_at,
        total=Count(version.contributions, version.people),
        url=url_for("editions.show", slug=process.slug, number=version.number),
        all_url=url_for("editions.index", slug=process.slug),
        nodes=partial(nodes_of_version, version),
        counts=partial(cells_of_version, version),
        node_url=lambda node_id: url_for(
            "editions.node_show", slug=process.slug, number=version.number, node_id=node_id
        ),
    )


@map_actions.filler
def publish_the_next(processes: Sequence[Process]) -> Mapping[int, Sequence[tuple[str, str]]]:
    """Lead who may to publishing the next version."""
    person = current_person()
    return {
        process.id: [(_("Publish a version"), url_for("editions.new", slug=process.slug))]
        for process in processes
        if can_publish_map(person, process)
    }
