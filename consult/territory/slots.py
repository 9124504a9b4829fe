"""Openings on the pages of the territory, for the rooms above to fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from consult.kernel.slots import Slot
from consult.territory.models import Municipality, Territory, Zone


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts, in the right plural; it may lead somewhere."""

    value: int | float
    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Something one can do from here."""

    label: str
    url: str


# The version of what a room tells on these pages: they are made anew when one changes.
versions: Slot[Territory, str] = Slot("territory.versions")
# What a plan says of a zone's future, per language.
zone_vocation: Slot[Zone, dict[str, str]] = Slot("zone.vocation")
# Numbers on a zone, such as voices and people.
zone_figures: Slot[Zone, Figure] = Slot("zone.figures")
# The latest voices from a zone, each as a ruled row.
zone_voices: Slot[Zone, Markup] = Slot("zone.voices")
# How many voices came from each municipality, by its id: the numbers of the map.
voices_by_place: Slot[Territory, Mapping[int, int]] = Slot("territory.voices")
# The latest voices from a municipality, each as a ruled row.
municipality_voices: Slot[Municipality, Markup] = Slot("municipality.voices")
# What one can do for a municipality now.
municipality_actions: Slot[Municipality, Link] = Slot("municipality.actions")
