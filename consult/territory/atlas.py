"""The boundaries of a territory, kept in memory with all that is worked out from them."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.kernel.db import db
from consult.territory.drawing import Drawing
from consult.territory.geometry import Locator, Shape, shape_of
from consult.territory.models import Municipality

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consult.territory.models import Territory

MOST_ATLASES = 4


class Atlas:
    """The shapes of one version of a territory, by the municipality's code."""

    def __init__(self, shapes: dict[str, Shape]) -> None:
        self.shapes = shapes
        self._drawings: dict[frozenset[str], Drawing] = {}

    @cached_property
    def locator(self) -> Locator:
        """What finds the municipality at a point."""
        return Locator(self.shapes)

    def drawing(self, codes: Iterable[str] | None = None) -> Drawing:
        """The drawing of some municipalities (at first, of all), made the first time."""
        wanted = frozenset(self.shapes if codes is None else codes)
        if wanted not in self._drawings:
            shapes = {code: shape for code, shape in self.shapes.items() if code in wanted}
            self._drawings[wanted] = Drawing(shapes)
        return self._drawings[wanted]


_atlases: OrderedDict[str, Atlas] = OrderedDict()
_lock = Lock()


def atlas_of(territory: Territory) -> Atlas:
    """The atlas of a territory as it stands, read once per process and version."""
    with _lock:
        if territory.fingerprint in _atlases:
            _atlases.move_to_end(territory.fingerprint)
            return _atlases[territory.fingerprint]
    rows = db.session.execute(
        select(Municipality.istat_code, Municipality.boundary)
        .where(Municipality.territory_id == territory.id, Municipality.boundary.is_not(None))
        .order_by(Municipality.istat_code)
    )
    atlas = Atlas({code: shape_of(boundary) for code, boundary in rows if boundary})
    with _lock:
        _atlases[territory.fingerprint] = atlas
        while len(_atlases) > MOST_ATLASES:
            _atlases.popitem(last=False)
    return atlas
