"""Colours of a plan's signs: only `#rrggbb`, and only where they can be read."""

from __future__ import annotations

import re

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
WHITE, INK = "#FFFFFF", "#13211F"
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
MARK_CONTRAST = 3.0  # WCAG 2.2, 1.4.11


def is_colour(value: str) -> bool:
    """Whether a value is a colour of the form `#rrggbb`, and nothing else."""
    return COLOUR.fullmatch(value) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - as WCAG writes it
        for value in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
