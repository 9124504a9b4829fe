"""What a room hands to the app: its pages, its commands and what it sets up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import click
    from flask import Blueprint, Flask


@dataclass(frozen=True, slots=True)
class Room:
    """One capability of the product, as the entrance sees it."""

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    commands: tuple[click.Command, ...] = ()
    setup: Callable[[Flask], None] | None = None
