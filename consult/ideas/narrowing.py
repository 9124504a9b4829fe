"""How far ideas have come: rooms above say which contributions they hold, the list narrows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from consult.contributions import Side
from consult.kernel.i18n import _l

if TYPE_CHECKING:
    from sqlalchemy import Select

    from consult.kernel.i18n import Words
    from consult.processes import Process

Ids: TypeAlias = "Callable[[Process], Select[int]]"
IdsByPlatform: TypeAlias = "Callable[[Process, Collection[int]], Select[int]]"

PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Reach:
    """A point that contributions come to: its stage (see `STAGES`), its key, who is there."""

    stage: int
    key: str
    words: Words
    ids: Ids | None = None


_reaches: list[Reach] = [Reach(1, PUBLISHED, _l("Published"))]
_on_platforms: list[IdsByPlatform] = []


def reached(stage: int, key: str, words: Words) -> Callable[[Ids], Ids]:
    """Declare a point, with a select of the ids of the contributions that came to it."""

    def declare(ids: Ids) -> Ids:
        _reaches.append(Reach(stage, key, words, ids))
        _reaches.sort(key=lambda one: one.stage)
        return ids

    return declare


def on_platforms(ids: IdsByPlatform) -> IdsByPlatform:
    """Declare a select of the ids of the contributions that have to do with some platforms."""
    _on_platforms.append(ids)
    return ids


def reaches() -> list[Reach]:
    """Return every point, the nearest first."""
    return list(_reaches)


def came_to(process: Process, reach: Reach) -> Side:
    """Return the contributions that came to a point and to none beyond it."""
    beyond = [one.ids(process) for one in _reaches if one.stage > reach.stage and one.ids]
    inside = (reach.ids(process),) if reach.ids else ()
    return Side(inside=inside, outside=tuple(beyond))


def touching(process: Process, platform_ids: Collection[int]) -> tuple[Side, ...]:
    """Return the contributions that have to do with some platforms."""
    return tuple(Side(inside=(ids(process, platform_ids),)) for ids in _on_platforms)
