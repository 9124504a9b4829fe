"""Reads a plan's folder strictly: every fault at once, each with its file, line and key."""

from __future__ import annotations

from consult.taxonomy.reading.folder import read_plan
from consult.taxonomy.reading.report import PlanError

__all__ = ["PlanError", "read_plan"]
