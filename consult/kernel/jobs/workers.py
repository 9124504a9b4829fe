"""Workers: threads that take promised work from the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huey.consumer import Consumer

if TYPE_CHECKING:
    from consult.kernel.jobs.queue import Queue

SHORTEST_WAIT = 0.05
LONGEST_WAIT = 0.5


class _Guest(Consumer):  # type: ignore[misc]  # huey has no types
    """A consumer inside another program, which keeps its own signals."""

    def _set_signal_handlers(self) -> None:
        return


def make_consumer(queue: Queue, *, threads: int, embedded: bool) -> Consumer:
    """Make the workers of a process; embedded ones leave the signals to the web server."""
    kind = _Guest if embedded else Consumer
    return kind(
        queue.huey,
        workers=threads,
        periodic=False,
        initial_delay=SHORTEST_WAIT,
        max_delay=LONGEST_WAIT,
        backoff=1.3,
        scheduler_interval=60,
        graceful_signal="TERM",
        shutdown_timeout=20,
    )
