"""Pages that listen while servers die, and come back as browsers do."""

from __future__ import annotations

import threading
from contextlib import suppress
from http.client import HTTPException
from types import SimpleNamespace

from tests.live.listening import Listening

AGAIN_SECONDS = 0.2


class Ear:
    """One page: what it has heard, and how often its stream has ended."""

    def __init__(self, port, config, topic):
        self._where = SimpleNamespace(port=port, config=config)
        self._topic = topic
        self._last = None
        self._stop = threading.Event()
        self.ends = 0
        self.marks = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self):
        """Come back no more."""
        self._stop.set()

    def _listen(self):
        while not self._stop.is_set():
            with (
                suppress(OSError, HTTPException),
                Listening(self._where, self._topic, last=self._last) as page,
            ):
                while page.hear() is not None:
                    self._last = page.last
                    self.marks |= page.marks
                self.ends += page.status == 200
            self._stop.wait(AGAIN_SECONDS)
