"""Keeping the vectors as the texts are: all compared at first, then what happens to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.meaning.texts import happened_since, public_versions, seen_now, texts_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from consult.meaning.index import Index

AT_ONCE = 64
"""So many texts are embedded before whoever asks meanwhile is let through."""


class Follower:
    """Brings the vectors up to date with what everyone may read, and with nothing else."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._seen = seen_now()
        self._done: dict[int, int] = {}

    def compare_all(self, pause: Callable[[], bool] = lambda: False) -> int:
        """Compare every vector with its text, and return how many were made or blanked.

        `pause` is asked between batches, and says whether to stop.
        """
        self._seen = seen_now()
        kept = self._index.shelf.versions()
        missing: list[int] = []
        for text_id, version in public_versions():
            if kept.pop(text_id, None) != version:
                missing.append(text_id)
        changed = self._index.drop(kept)
        for start in range(0, len(missing), AT_ONCE):
            if pause():
                break
            changed += self._renew(missing[start : start + AT_ONCE])
        self._index.shelf.flush()
        return changed

    def follow(self) -> int:
        """Look again at the texts that something happened to, and return how many they were."""
        told, self._seen = happened_since(self._seen)
        fresh = [one for one, act in told.items() if self._done.get(one) != act]
        # What is read again next time: no more of it need be remembered.
        self._done = told
        for start in range(0, len(fresh), AT_ONCE):
            self._renew(fresh[start : start + AT_ONCE])
        return len(fresh)

    def _renew(self, text_ids: Iterable[int]) -> int:
        wanted = set(text_ids)
        texts = texts_with(wanted)
        gone = wanted - {text.id for text in texts}
        dropped = self._index.drop(gone) if gone else 0
        if texts:
            self._index.put(texts)
        return len(texts) + dropped
