"""Slots: places on a page that rooms above fill, asked once for all the things on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from consult.kernel.db import Model


T = TypeVar("T", bound="Model")
F = TypeVar("F")


class Slot(Generic[T, F]):
    """A named opening for things of type T, filled with pieces of type F."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._fillers: list[Callable[[Sequence[T]], Mapping[int, Sequence[F]]]] = []

    def filler(
        self, filler: Callable[[Sequence[T]], Mapping[int, Sequence[F]]]
    ) -> Callable[[Sequence[T]], Mapping[int, Sequence[F]]]:
        """Fill this slot from now on (a decorator)."""
        self._fillers.append(filler)
        return filler

    def fill(self, things: Sequence[T]) -> dict[int, list[F]]:
        """Ask every filler once, and return the pieces by the id of their thing (never missing)."""
        filled: dict[int, list[F]] = {thing.id: [] for thing in things}
        if things:
            for filler in self._fillers:
                for thing_id, pieces in filler(things).items():
                    filled[thing_id].extend(pieces)
        return filled
