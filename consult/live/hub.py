"""One thread per process watches for changes, reads them once, and tells every open stream."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from consult.kernel.db import db
from consult.live.marks import Marks, marks_of
from consult.live.queries import versions_among
from consult.live.sources import FAULTS, open_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from consult.live.sources import Heard, Source

log = structlog.get_logger()

TURN_SECONDS = 0.1
# When hundreds write in the same seconds, each commit is a change: pages hear of many at once.
GATHER_SECONDS = 0.4
# However a change was told, and if nobody told it: no page is older than this.
LOOK_AGAIN_SECONDS = 3.0
AFTER_FAULT_SECONDS = 1.0
IDLE_SECONDS = 5.0


class Listener(Protocol):
    """An open page, as far as the hub knows it."""

    topic: str


L = TypeVar("L", bound=Listener)


class Hub(Generic[L]):
    """Knows who listens to what; `deliver` tells some of them how their topic stands now.

    With no marks, `deliver` ends them: the process is about to.
    """

    def __init__(
        self,
        deliver: Callable[[Collection[L], Marks | None], None],
        *,
        alive: Callable[[], bool] = lambda: True,
        look_after: Callable[[Collection[L]], None] = lambda listeners: None,  # noqa: ARG005 - the shape of a call
    ) -> None:
        self._deliver = deliver
        self._alive = alive
        self._look_after = look_after
        self._lock = threading.Lock()
        self._listeners: dict[str, dict[int, L]] = {}
        self._marks: dict[str, Marks] = {}
        self._thread: threading.Thread | None = None
        self._looked = self._busy = self._read_at = 0.0

    def __len__(self) -> int:
        with self._lock:
            return sum(map(len, self._listeners.values()))

    def join(self, listener: L) -> None:
        """Tell this one from now on, and how its topic stands as soon as that is known."""
        with self._lock:
            self._listeners.setdefault(listener.topic, {})[id(listener)] = listener
            known = self._marks.get(listener.topic)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, name="live", daemon=True)
                self._thread.start()
        if known is not None:
            self._deliver([listener], known)

    def leave(self, listener: L) -> None:
        """Tell this one no more."""
        with self._lock:
            of_topic = self._listeners.get(listener.topic, {})
            of_topic.pop(id(listener), None)
            if not of_topic:
                self._listeners.pop(listener.topic, None)
                self._marks.pop(listener.topic, None)

    def known(self, topic: str) -> Marks | None:
        """Return how a topic stands, if somebody listens to it."""
        with self._lock:
            return self._marks.get(topic)

    def _watch(self) -> None:
        self._busy = time.monotonic()
        while self._goes_on():
            try:
                with open_source() as source:
                    self._looked = 0.0
                    while self._goes_on():
                        self._turn(source)
            except (*FAULTS, DBAPIError) as fault:
                log.warning("live_watch_fault", kind=type(fault).__name__)
                self._bridge()

    def _goes_on(self) -> bool:
        """Whether anybody listens, or did a moment ago; ends all when the process does."""
        if not self._alive():
            self._deliver(self._everyone(), None)
        with self._lock:
            if self._listeners and self._alive():
                self._busy = time.monotonic()
            elif not self._alive() or time.monotonic() - self._busy > IDLE_SECONDS:
                self._thread = None
                return False
        return True

    def _turn(self, source: Source) -> None:
        """Wait for a moment, read what may have changed, tell it: five times a second at most."""
        gathering = self._read_at + GATHER_SECONDS - time.monotonic()
        if gathering > 0:
            time.sleep(min(gathering, TURN_SECONDS))
        else:
            heard = source.wait(TURN_SECONDS)
            if time.monotonic() - self._looked > LOOK_AGAIN_SECONDS:
                heard, self._looked = None, time.monotonic()
            self._read(heard)
        self._look_after(self._everyone())

    def _read(self, heard: Heard) -> None:
        with self._lock:
            due = {
                topic
                for topic in self._listeners
                if heard is None or topic in heard or topic not in self._marks
            }
        if not due:
            return
        self._read_at = time.monotonic()
        with db.aside() as session:
            versions = versions_among(due, session)
        for topic in due:
            self._tell(topic, marks_of(topic, versions.get(topic, {})))

    def _tell(self, topic: str, marks: Marks) -> None:
        with self._lock:
            listeners = [*self._listeners.get(topic, {}).values()]
            if not listeners or self._marks.get(topic) == marks:
                return
            self._marks[topic] = marks
        self._deliver(listeners, marks)

    def _bridge(self) -> None:
        """Until changes are told again, look for them; the streams stay open meanwhile."""
        until = time.monotonic() + AFTER_FAULT_SECONDS
        while self._goes_on() and time.monotonic() < until:
            time.sleep(TURN_SECONDS)
        try:
            self._read(None)
        except DBAPIError:
            log.warning("live_database_away")

    def _everyone(self) -> list[L]:
        with self._lock:
            return [one for of_topic in self._listeners.values() for one in of_topic.values()]
