"""Addresses of the territory's pages, quick enough for a map of hundreds of shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult.territory.models import Municipality


def municipality_links() -> Callable[[Municipality], str]:
    """What leads to each municipality's page: its address is built once for all of them."""
    start = url_for("territory_municipalities.show", slug="-").removesuffix("-")
    return lambda municipality: start + municipality.slug
