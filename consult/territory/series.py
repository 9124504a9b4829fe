"""The numbers that a map of the territory can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consult.kernel.i18n import _, ngettext, number
from consult.territory.choropleth import Series
from consult.territory.maps import shapes_of
from consult.territory.models import Municipality


class Shown(StrEnum):
    """What the map shows."""

    VOICES = "voices"
    PER_10_000 = "per-10000"
    POPULATION = "population"
    DENSITY = "density"


@dataclass(frozen=True, slots=True)
class Titles:
    """What a map is called, what its switch says, and the heading of its numbers."""

    title: str
    short: str
    unit: str


def titles_of(shown: Shown, year: int | None) -> Titles:
    """The words of a map; population is of a year."""
    match shown:
        case Shown.VOICES:
            return Titles(
                _("Contributions by municipality"), _("Contributions"), _("Contributions")
            )
        case Shown.PER_10_000:
            return Titles(
                _("Contributions per 10,000 inhabitants"),
                _("Per 10,000 inhabitants"),
                _("Per 10,000"),
            )
        case Shown.POPULATION:
            title = (
                _("Inhabitants by municipality in %(year)d", year=year)
                if year
                else _("Inhabitants by municipality")
            )
            return Titles(title, _("Inhabitants"), _("Inhabitants"))
        case Shown.DENSITY:
            return Titles(_("Inhabitants per km²"), _("Density"), _("Inhabitants per km²"))


def series_of(
    shown: Shown,
    municipalities: Sequence[Municipality],
    voices: Mapping[int, int],
    scale: Sequence[float] = (),
) -> Series:
    """The numbers themselves; voices are by the municipality's id, `scale` is that of a wider map.

    Of a municipality that was merged, people and area are those of what it became.
    """
    counts = {one.istat_code: voices.get(one.id, 0) for one in municipalities}
    known = [*municipalities, *shapes_of(municipalities).values()]
    population = {one.istat_code: one.population for one in known}
    area = {one.istat_code: one.area_km2 for one in known}
    match shown:
        case Shown.VOICES:
            return Series(counts, say=voices_words, none_label=_("none"), scale=scale)
        case Shown.PER_10_000:
            return Series(
                counts,
                say=lambda value: _("%(number)s per 10,000 inhabitants", number=number(value)),
                over=population,
                times=10_000,
                step=0.1,
                none_label=_("none"),
            )
        case Shown.POPULATION:
            return Series(population, say=_inhabitants, missing=None, none_label=_("not known"))
        case Shown.DENSITY:
            return Series(
                population,
                say=lambda value: _("%(number)s per km²", number=number(value)),
                over=area,
                missing=None,
                none_label=_("not known"),
            )


def voices_words(value: float) -> str:
    """A number of voices in words."""
    return ngettext(
        "%(number)s contribution", "%(number)s contributions", int(value), number=number(value)
    )


def _inhabitants(value: float) -> str:
    return ngettext(
        "%(number)s inhabitant", "%(number)s inhabitants", int(value), number=number(value)
    )
