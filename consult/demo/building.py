"""Building the demo's world."""

from __future__ import annotations


def build_demo(plan: str = "milan") -> None:
    """Build the demo's world around a plan, or complete what is missing of it."""
