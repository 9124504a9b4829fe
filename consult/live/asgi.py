"""The live process: thousands of streams on one event loop, for installations on PostgreSQL."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy.exc import DBAPIError
from werkzeug.sansio.utils import host_is_trusted

from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.headers import PERMISSIONS, POLICY
from consult.live import events
from consult.live.hub import Hub
from consult.live.marks import Marks, marks_of, read, written
from consult.live.queries import versions_among
from consult.live.tokens import topic_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    Message: TypeAlias = dict[str, Any]
    Receive: TypeAlias = Callable[[], Awaitable[Message]]
    Send: TypeAlias = Callable[[Message], Awaitable[None]]

LOOK_SECONDS = 0.25
KNOWN_SECONDS = 0.25
READERS = 2
PREFIX, STREAM = "/live/", "/stream"
HOUSE = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", PERMISSIONS),
)


class Page:
    """An open stream, as the loop sees it."""

    __slots__ = ("ended", "known", "news", "now", "topic", "until")

    def __init__(self, topic: str, known: Marks) -> None:
        self.topic, self.known = topic, known
        self.now: Marks = {}
        self.news = asyncio.Event()
        self.ended = False
        self.until = time.monotonic() + events.a_life()

    def tell(self, marks: Marks | None) -> None:
        """Note how the topic stands now."""
        if marks is None:
            self.ended = True
        else:
            self.now = marks
        self.news.set()

    def piece(self) -> bytes:
        """Return what is to be sent: what changed, else that we are still here."""
        fresh = events.news(self.now, self.known)
        if not fresh:
            return events.STILL_HERE
        piece = events.changed(fresh, self.known)
        self.known = self.known | fresh
        return piece


class LiveApp:
    """Answers under `/live/` as the site does: the same tokens, the same marks."""

    def __init__(self, *, alive: Callable[[], bool] = lambda: True) -> None:
        self._alive = alive
        self._hub: Hub[Page] = Hub(self._deliver, alive=alive)
        self._pages: set[Page] = set()
        self._kept: dict[str, tuple[float, Marks]] = {}
        self._readers = ThreadPoolExecutor(READERS, "live-reader")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._caring: asyncio.Task[None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        elif scope["type"] == "http":
            del receive  # a page sends nothing
            await self._answer(scope, send)

    async def _answer(self, scope: Message, send: Send) -> None:
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        config = current_config()
        if not host_is_trusted(headers.get("host", ""), config.trusted_hosts):
            await _send(send, 400, b"Unknown host.\n")
            return
        if scope["method"] not in {"GET", "HEAD"}:
            await _send(send, 405, b"Only to be read.\n", ("Allow", "GET, HEAD"))
            return
        path = str(scope["path"]).removeprefix(PREFIX)
        topic = topic_of(path.removesuffix(STREAM))
        if topic is None or not str(scope["path"]).startswith(PREFIX):
            await _send(send, 404, b"There is nothing here.\n")
        elif path.endswith(STREAM):
            await self._stream(topic, read(headers.get("last-event-id", "")), send)
        else:
            await self._tell(topic, headers.get("if-none-match", ""), send)

    async def _tell(self, topic: str, known: str, send: Send) -> None:
        """Tell how a topic stands, or that all is as the page knows."""
        try:
            marks = await self._marks(topic)
        except DBAPIError:
            await _send(send, 503, b"The database is away.\n", ("Retry-After", "5"))
            return
        tag = ("ETag", f'"{written(marks)}"')
        if known.removeprefix("W/") == tag[1]:
            await _send(send, 304, b"", tag)
        else:
            body = json.dumps({"parts": marks}, sort_keys=True).encode()
            await _send(send, 200, body, tag, content_type="application/json")

    async def _marks(self, topic: str) -> Marks:
        """Return how a topic stands, asking the database at most four times a second."""
        known = self._hub.known(topic)
        if known is not None:
            return known
        at, kept = self._kept.get(topic, (0.0, {}))
        if time.monotonic() - at < KNOWN_SECONDS:
            return kept
        loop = asyncio.get_running_loop()
        marks = await loop.run_in_executor(self._readers, _read, topic)
        if len(self._kept) > 1_000:  # noqa: PLR2004 - any bound will do
            self._kept.clear()
        self._kept[topic] = (time.monotonic(), marks)
        return marks

    async def _stream(self, topic: str, known: Marks, send: Send) -> None:
        """Tell of each change until the page is closed, the process ends or ten minutes are over.

        When the page is closed, gunicorn cancels this.
        """
        self._loop = asyncio.get_running_loop()
        if self._caring is None or self._caring.done():
            self._caring = self._loop.create_task(self._care())
        page = Page(topic, known)
        self._pages.add(page)
        self._hub.join(page)
        try:
            await _begin(send, 200, events.HEADERS, events.CONTENT_TYPE)
            await _more(send, events.BEGINNING)
            while not page.ended:
                await page.news.wait()
                page.news.clear()
                if not page.ended:
                    await _more(send, page.piece())
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._pages.discard(page)
            self._hub.leave(page)

    async def _care(self) -> None:
        """Every so often let each page know that we are here, and end what is to end."""
        spoken = time.monotonic()
        while self._pages:
            await asyncio.sleep(LOOK_SECONDS)
            now = time.monotonic()
            ending = not self._alive()
            speak = now - spoken > events.STILL_HERE_SECONDS
            if speak:
                spoken = now
            for page in [*self._pages]:
                if ending or now > page.until:
                    page.tell(None)
                elif speak:
                    page.news.set()

    def _deliver(self, pages: Collection[Page], marks: Marks | None) -> None:
        """Hand over to the loop, from the hub's thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_tell_all, pages, marks)


def _tell_all(pages: Collection[Page], marks: Marks | None) -> None:
    for page in pages:
        page.tell(marks)


def _read(topic: str) -> Marks:
    with db.aside() as session:
        return marks_of(topic, versions_among([topic], session).get(topic, {}))


async def _begin(
    send: Send, status: int, headers: Collection[tuple[str, str]], content_type: str
) -> None:
    named = [*HOUSE, *headers, ("Content-Type", content_type)]
    if current_config().secure:
        named.append(("Strict-Transport-Security", "max-age=31536000"))
    coded = [(name.lower().encode(), value.encode("latin-1")) for name, value in named]
    await send({"type": "http.response.start", "status": status, "headers": coded})


async def _more(send: Send, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})


async def _send(
    send: Send,
    status: int,
    body: bytes,
    *headers: tuple[str, str],
    content_type: str = "text/plain; charset=utf-8",
) -> None:
    length = ("Content-Length", str(len(body)))
    sized = [*headers, ("Cache-Control", "no-store"), *([length] if body else [])]
    await _begin(send, status, sized, content_type)
    await send({"type": "http.response.body", "body": body, "more_body": False})
