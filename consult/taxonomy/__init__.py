"""A plan's own vocabulary, read from its file; knows no person."""

from __future__ import annotations

from consult.taxonomy.models import (
    ActKind,
    ChannelName,
    Cycle,
    PlanAct,
    Platform,
    Shape,
    Strategy,
    Theme,
    ZoneVocation,
)

__all__ = [
    "ActKind",
    "ChannelName",
    "Cycle",
    "PlanAct",
    "Platform",
    "Shape",
    "Strategy",
    "Theme",
    "ZoneVocation",
]
