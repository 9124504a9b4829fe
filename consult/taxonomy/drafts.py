"""A plan as its files describe it, before it is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from consult.taxonomy.models import ActKind, Shape
from consult.territory import TerritoryDraft

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class ActDraft:
    """An act of the plan's history."""

    kind: ActKind
    on: date
    only_month: bool
    number: str | None
    organ: Texts
    title: Texts
    outcome: str | None
    votes: dict[str, int] | None


@dataclass(frozen=True, slots=True)
class PlatformDraft:
    """A platform, with the projects that the plan itself lists under it."""

    code: str
    letter: str
    colour: str
    title: Texts
    short_title: Texts
    slogan: Texts
    objective: Texts
    projects: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ThemeDraft:
    """A theme and its sign."""

    code: str
    shape: Shape
    colour: str
    title: Texts
    hint: Texts


@dataclass(frozen=True, slots=True)
class StrategyDraft:
    """A strategy of the idea map."""

    code: str
    title: Texts
    keywords: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class ChannelDraft:
    """A door that voices come in through."""

    code: str
    title: Texts
    with_whom: Texts


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """All of a plan; `vocations` are by the zone's code."""

    code: str
    title: Texts
    subtitle: Texts
    body: Texts
    from_year: int
    to_year: int
    time_zone: str
    minimum_age: int
    languages: list[str]
    looks: list[dict[str, Any]]
    tracks: list[dict[str, Any]]
    extras: dict[str, Any]
    acts: tuple[ActDraft, ...]
    platforms: tuple[PlatformDraft, ...]
    themes: tuple[ThemeDraft, ...]
    strategies: tuple[StrategyDraft, ...]
    channels: tuple[ChannelDraft, ...]
    vocations: dict[str, Texts]
    territory: TerritoryDraft
