"""A territory that grows with what is brought in: areas without a shape, each a zone of its own."""

from __future__ import annotations

import hashlib
from itertools import chain, count
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.kernel.db import db
from consult.territory.models import Municipality, Territory, Zone, ZoneMembership
from consult.territory.names import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_CODE = 60
INK = "#FFFFFF"
GROUNDS = (
    "#1B5E8C",
    "#8A5A00",
    "#5A3E85",
    "#2E6B3E",
    "#A03060",
    "#4A5568",
    "#006D77",
    "#9A3412",
    "#3F51A5",
    "#6B4F1D",
)
"""Grounds that white letters are read on; there are more areas than colours, so letters tell."""


def found_territory(code: str, name: str, zones_title: dict[str, str]) -> Territory:
    """Make a territory without any land yet."""
    territory = Territory(
        code=code,
        name=name,
        zones_title=zones_title,
        credit={},
        population_year=None,
        fingerprint=hashlib.sha256(code.encode()).hexdigest()[:16],
    )
    db.session.add(territory)
    db.session.flush()
    return territory


def add_areas(territory: Territory, names: Sequence[str]) -> None:
    """Make areas of names: each a zone with one municipality in it, and no shape on a map.

    Whoever calls holds the territory's row, and names none that is there already.
    """
    db.lock_row(territory)
    here = db.session.scalars(select(Zone).where(Zone.territory_id == territory.id)).all()
    letters = {zone.letters for zone in here}
    for position, name in enumerate(names, len(here) + 1):
        code = slug_of(name)[:LONGEST_CODE].strip("-") or f"area-{position}"
        sign = next(sign for sign in _signs(code) if sign not in letters)
        letters.add(sign)
        zone = Zone(
            territory_id=territory.id,
            code=code,
            name=name,
            letters=sign,
            colour=GROUNDS[(position - 1) % len(GROUNDS)],
            ink=INK,
            position=position,
            note={},
        )
        area = Municipality(territory_id=territory.id, istat_code=code, name=name, slug=code)
        db.session.add_all((zone, area))
        db.session.flush()
        db.session.add(ZoneMembership(municipality_id=area.id, zone_id=zone.id))
        told = f"{territory.fingerprint} {code}"
        territory.fingerprint = hashlib.sha256(told.encode()).hexdigest()[:16]
    db.session.flush()


def _signs(code: str) -> Iterator[str]:
    """Two or three letters that a name may be known by, the most telling first."""
    words = [word for word in code.split("-") if word] or ["x"]
    first, rest = words[0][0], "".join(words)[1:]
    initials = "".join(word[0] for word in words)[:3]
    own = [initials] if len(initials) > 1 else []
    numbered = (f"{first}{number}" for number in count(1))
    for sign in chain(own, (first + letter for letter in rest), numbered):
        yield sign.upper()
