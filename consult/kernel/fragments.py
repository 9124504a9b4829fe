"""Fragments: pieces of pages kept in memory under a key that changes when their content does."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from markupsafe import Markup

MOST_FRAGMENTS = 512


class Fragments:
    """A bounded store, least recently used out first; safe among threads."""

    def __init__(self, most: int = MOST_FRAGMENTS) -> None:
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def cached(self, key: Hashable, make: Callable[[], Markup]) -> Markup:
        """Return the fragment under this key, making it the first time."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: Markup = self._kept[key]
                return kept
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


_fragments = Fragments()
cached = _fragments.cached
clear = _fragments.clear
