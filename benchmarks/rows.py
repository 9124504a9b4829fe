"""A figure, and the servers it was taken from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `ratio` is value over reference, `met` none where there is no target."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """The servers of a run, and the addresses that the demo's world gives."""

    ours: int
    bare: int
    start_seconds: float
    pid: int
    paths: dict[str, str]
    story: dict[str, Any]
    log: Path
