"""The queue between relay and workers: SQLite file, PostgreSQL or Valkey, always as plain JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from huey import PostgresHuey, PriorityRedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from redis import Redis
from redis.exceptions import RedisError

from consult.kernel.jobs.running import run

if TYPE_CHECKING:
    from huey import Huey

    from consult.kernel.config import Config

NAME = "consult"
TABLE_PREFIX = "queue"
URGENT = 10


class JsonSerializer(Serializer):  # type: ignore[misc]  # huey has no types
    """Messages as JSON: whoever can write to the queue must not thereby run code (pickle would)."""

    def _serialize(self, data: Message) -> bytes:
        plain = {name: value for name, value in data._asdict().items() if value is not None}
        return json.dumps(plain).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(**json.loads(bytes(data)))


def make_queue(config: Config) -> Queue:
    """Open the queue of this installation; with no `queue_url` it lives where the data does."""
    options: dict[str, Any] = {"results": False, "serializer": JsonSerializer()}
    url = config.queue_url
    if not url and not config.database_url.startswith("sqlite"):
        url = config.database_url
    if url.startswith(("redis://", "rediss://", "valkey://", "valkeys://", "unix://")):
        spoken = url.replace("valkey", "redis", 1) if url.startswith("valkey") else url
        return Queue(PriorityRedisHuey(NAME, url=spoken, **options))
    if url.startswith("postgres"):
        dsn = url.replace("+psycopg", "", 1)
        return Queue(PostgresHuey(NAME, dsn=dsn, table_prefix=TABLE_PREFIX, **options))
    config.data_dir.mkdir(parents=True, exist_ok=True)
    # Nothing is lost with this file: the outbox hands out again what was in it. So no fsync.
    place = config.data_dir / "queue.db"
    return Queue(SqliteHuey(NAME, filename=str(place), fsync=False, **options))


def queue_answers(config: Config, seconds: float = 0.5) -> bool:
    """Whether the queue can be reached; where none is named it is as near as the database."""
    if not config.queue_url.startswith(("redis://", "rediss://", "valkey://", "valkeys://")):
        return True
    spoken = config.queue_url.replace("valkey", "redis", 1)
    server = Redis.from_url(spoken, socket_timeout=seconds, socket_connect_timeout=seconds)
    try:
        return bool(server.ping())
    except RedisError:
        return False
    finally:
        server.close()


class Queue:
    """The one thing we ask of a queue: have this promise kept, by any worker."""

    def __init__(self, huey: Huey) -> None:
        self.huey = huey
        # A worker's own connection is known only to its thread.
        huey.on_shutdown(name="close")(self.close)
        self._task = huey.task(name="keep_promise")(keep_promise)

    def put(self, outbox_id: int, attempt: int, *, urgent: bool) -> None:
        """Hand a promised work to the workers."""
        priority = URGENT if urgent else 0
        self.huey.enqueue(self._task.s(outbox_id, attempt, priority=priority))

    def empty(self) -> None:
        """Forget what waits."""
        self.huey.storage.flush_queue()

    def close(self) -> None:
        """Let go of its connections."""
        self.huey.storage.close()


def keep_promise(outbox_id: int, attempt: int) -> None:
    """Do a promised work; its failures are in the outbox, so the queue need not know them."""
    try:
        run(outbox_id, attempt)
    except Exception:  # noqa: BLE001 - whatever a job raises
        return
