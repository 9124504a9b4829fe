"""The map twin of the list: how many ideas match from each municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from markupsafe import Markup

from consult.contributions import counts_in
from consult.ideas.vocabulary import SECONDS
from consult.kernel.clock import now
from consult.kernel.fragments import cached
from consult.kernel.i18n import current_language, ngettext
from consult.kernel.pages import html_of
from consult.taxonomy import territory_of
from consult.territory import Choropleth, Municipality, Series, map_of, today

if TYPE_CHECKING:
    from consult.contributions import Extent
    from consult.ideas.listing import Listing
    from consult.processes import Process


def map_part(listing: Listing, extent: Extent) -> Markup:
    """Draw the map of a list, kept while no more is published, and for seconds at most."""
    moment = int(now().timestamp()) // SECONDS
    version = (listing.process.id, extent.totals.version, moment)
    key = ("ideas.map", current_language(), *version, listing.url(after=None))
    return cached(key, lambda: _drawn(listing))


def _drawn(listing: Listing) -> Markup:
    return html_of("ideas/_map.html", drawn=_choropleth(listing))


def _choropleth(listing: Listing) -> Choropleth:
    filters, process = listing.filters, listing.process
    counts = counts_in(process, filters.filter(process))
    by_code = {spot.istat_code: counts.get(spot.id, 0) for spot in filters.vocabulary.spots}
    chosen = [filters.municipality.id] if filters.municipality else []
    start = listing.url(view=None, municipality="-")

    def link(place: Municipality) -> str:
        return start.replace("municipality=-", f"municipality={place.slug}", 1)

    return map_of(
        territory_of(process.cycle),
        today(),
        Series(by_code, say=_words),
        link=link,
        chosen=chosen,
    )


def picker_part(process: Process) -> Markup:
    """Draw the map on which a place can be chosen, kept as long as the land is the same."""
    territory = territory_of(process.cycle)
    key = ("ideas.picker", current_language(), territory.fingerprint, process.slug, today())
    return cached(key, lambda: _drawn_picker(process))


def _drawn_picker(process: Process) -> Markup:
    start = url_for("ideas.new", slug=process.slug, place="-")
    drawn = map_of(
        territory_of(process.cycle),
        today(),
        Series({}, say=lambda _count: ""),
        link=lambda place: start.replace("place=-", f"place={place.slug}", 1),
    )
    return html_of("ideas/_picker.html", drawn=drawn)


def _words(count: float) -> str:
    return ngettext("%(num)s idea", "%(num)s ideas", int(count))
