"""A territory as a plan file describes it, before it is taken in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class ZoneDraft:
    """A zone with its sign: letters, their ground and their ink (both `#rrggbb`)."""

    code: str
    name: str
    letters: str
    colour: str
    ink: str
    is_outside: bool = False
    note: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stay:
    """A time spent in a zone, named by its code."""

    zone: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MunicipalityDraft:
    """A municipality; others are named by their code, its boundary is a GeoJSON geometry."""

    code: str
    name: str
    stays: tuple[Stay, ...]
    cadastral_code: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    drawn_as: str | None = None
    population: int | None = None
    area_km2: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    boundary: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class TerritoryDraft:
    """All of a territory."""

    code: str
    name: str
    zones_title: dict[str, str]
    credit: dict[str, str]
    population_year: int | None
    zones: tuple[ZoneDraft, ...]
    municipalities: tuple[MunicipalityDraft, ...]
