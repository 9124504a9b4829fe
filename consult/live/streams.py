"""Streams within the web server: a thread for each, so there is room for some and not for all."""

from __future__ import annotations

import select
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from consult.live import events
from consult.live.hub import Hub

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from consult.live.marks import Marks

MOST = 32
"""How many a process holds that nobody told how many."""


class FullError(Exception):
    """All places of this process are taken."""


class Stream:
    """What one page hears, piece by piece; it holds neither a session nor a connection."""

    def __init__(self, topic: str, known: Marks, line: socket.socket | None) -> None:
        self.topic = topic
        self.line = line
        self._known = known
        self._now: Marks = {}
        self._news = threading.Event()
        self._begun = self._ended = False
        self._until = time.monotonic() + events.a_life()

    def tell(self, marks: Marks | None) -> None:
        """Note how the topic stands now; whoever is slow hears only the latest."""
        if marks is None:
            self._ended = True
        else:
            self._now = marks
        self._news.set()

    def __iter__(self) -> Stream:
        return self

    def __next__(self) -> bytes:
        if not self._begun:
            self._begun = True
            return events.BEGINNING
        wait = min(events.STILL_HERE_SECONDS, self._until - time.monotonic())
        while wait > 0 and not self._ended:
            if not self._news.wait(wait):
                break
            self._news.clear()
            fresh = events.news(self._now, self._known)
            if fresh and not self._ended:
                piece = events.changed(fresh, self._known)
                self._known = self._known | fresh
                return piece
        if self._ended or time.monotonic() >= self._until:
            raise StopIteration
        return events.STILL_HERE

    def close(self) -> None:
        """Give up the place; whatever the browser still sends is not waited for."""
        _streams.leave(self)
        if self.line is not None:
            # gunicorn's main loop would wait two seconds for a phone that is gone.
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RD)


class Streams:
    """The places of one process."""

    def __init__(self) -> None:
        self.most = MOST
        self.alive: Callable[[], bool] = lambda: True
        self._hub: Hub[Stream] = Hub(_deliver, alive=self._lives, look_after=_end_the_gone)
        self._counting = threading.Lock()

    def join(self, topic: str, known: Marks, line: socket.socket | None) -> Stream:
        """Take a place. Raises `FullError`."""
        stream = Stream(topic, known, line)
        with self._counting:
            if len(self._hub) >= self.most:
                raise FullError
            self._hub.join(stream)
        return stream

    def leave(self, stream: Stream) -> None:
        """Give a place up."""
        self._hub.leave(stream)

    def __len__(self) -> int:
        return len(self._hub)

    def _lives(self) -> bool:
        return self.alive()


def _deliver(streams: Collection[Stream], marks: Marks | None) -> None:
    for stream in streams:
        stream.tell(marks)


def _end_the_gone(streams: Collection[Stream]) -> None:
    """End the streams whose browser has closed the line, so that others find a place at once."""
    looking, by_number = select.poll(), {}
    for stream in streams:
        with suppress(OSError, ValueError):
            if stream.line is not None and (number := stream.line.fileno()) >= 0:
                by_number[number] = stream
                looking.register(number, select.POLLRDHUP)
    for number, _what in looking.poll(0):
        by_number[number].tell(None)


_streams = Streams()
join = _streams.join


def allow_streams(most: int, alive: Callable[[], bool]) -> None:
    """Hold at most so many streams in this process, and end them when it is to end."""
    _streams.most, _streams.alive = most, alive


def open_streams() -> int:
    """Return how many streams this process holds."""
    return len(_streams)
