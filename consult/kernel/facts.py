"""Facts: typed news that one room tells and the rooms above it hear, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Fact(Generic[T]):
    """Something that happened to a thing; its listeners write rows or queue jobs, nothing more."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._listeners: list[Callable[[T], None]] = []

    def when(self, listener: Callable[[T], None]) -> Callable[[T], None]:
        """Hear of this fact from now on (a decorator)."""
        self._listeners.append(listener)
        return listener

    def announce(self, thing: T) -> None:
        """Tell every listener, in the order they came; a failing listener undoes the whole."""
        for listener in self._listeners:
            listener(thing)
