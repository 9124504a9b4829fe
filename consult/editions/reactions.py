"""What follows when the map is published: whoever nobody told that they are on it, is told."""

from __future__ import annotations

from consult.editions.commands import untold_links
from consult.editions.facts import map_published
from consult.editions.models import MapVersion
from consult.ideamap import tell_author


@map_published.when
def tell_whoever_was_not_told(version: MapVersion) -> None:
    for link_id in untold_links(version):
        tell_author.later(link_id=link_id)
