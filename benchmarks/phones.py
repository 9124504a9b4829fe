"""A room of phones on loopback: `python -m benchmarks.phones` reads its orders as JSON.

Each phone hears by a stream or, when there is no room for it, asks every three seconds; at the
signal, within five, it sends a card and five dots in one request, again when it was turned away.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

SPREAD_SECONDS = 5.0
ASK_SECONDS = 3.0
DOTS = 5
SETTLE_SECONDS = 2.0
MOST_SECONDS = 60.0
TRIES = 20


@dataclass
class Room:
    """What happened: answers by status, when each phone was confirmed, when the console was."""

    orders: dict[str, Any]
    begun: float = 0.0
    confirmed: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    streams: int = 0
    renewed: float = 0.0
    over: bool = False

    async def ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes = b"",
        *,
        live: bool = False,
    ) -> tuple[int, str]:
        """Send one request on a line of its own, and return its answer's status and ETag."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port(live))
        try:
            writer.write(self._request(method, path, headers, body))
            head = (await reader.read()).partition(b"\r\n\r\n")[0].split(b"\r\n")
        finally:
            writer.close()
        tag = next((line[6:] for line in head if line.lower().startswith(b"etag: ")), b"")
        return int(head[0].split(b" ", 2)[1]), tag.decode("latin-1")

    def _port(self, live: bool) -> int:  # noqa: FBT001 - which of two servers
        return int(self.orders["live_port"] if live else self.orders["port"])

    def _request(self, method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.orders['port']}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += ["Connection: close", f"Content-Length: {len(body)}", "", ""]
        return "\r\n".join(lines).encode() + body

    async def hear(self, *, console: bool = False) -> None:
        """Listen to the session; without a place, ask now and then."""
        path = self.orders["topic"]
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port(live=True))
        writer.write(self._request("GET", f"{path}/stream", {}, b""))
        status = int((await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1])
        if status == 200:
            self.streams += 1
            while not self.over:
                line = await reader.readline()
                if not line:
                    break
                if console and line.startswith(b"event: changed"):
                    await self.look()
            writer.close()
            return
        writer.close()
        tag: dict[str, str] = {}
        while not self.over:
            await asyncio.sleep(ASK_SECONDS * random.uniform(0.9, 1.3))
            answer, given = await self.ask("GET", path, tag)
            self.answers[answer] += 1
            if given:
                tag = {"If-None-Match": given}

    async def look(self) -> None:
        """Fetch the console's wall anew."""
        path = f"{self.orders['console']}/pieces/wall"
        status, _tag = await self.ask("GET", path, {"Cookie": self.orders["cookie"]})
        self.answers[status] += 1
        self.renewed = time.perf_counter()

    async def phone(self, cookie: str, csrf: str) -> None:
        """Write a card and put five dots, some time within the five seconds."""
        hand = random.Random(csrf)
        await asyncio.sleep(hand.uniform(0, SPREAD_SECONDS))
        piles = hand.sample(self.orders["piles"], DOTS)
        body = urlencode(
            [
                ("csrf_token", csrf),
                ("client_id", str(uuid.uuid4())),
                ("block", self.orders["block"]),
                ("source", "Una corsa ogni dieci minuti fino a mezzanotte, anche di domenica."),
                *[("put", f"pile-{pile}:1") for pile in piles],
            ]
        ).encode()
        headers = {
            "Cookie": cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"http://127.0.0.1:{self.orders['port']}/",
            "Accept-Language": "it",
        }
        for _try in range(TRIES):
            status, _tag = await self.ask("POST", f"{self.orders['phone']}/both", headers, body)
            self.answers[status] += 1
            if status == 303:
                self.confirmed.append(time.perf_counter() - self.begun)
                return
            await asyncio.sleep(0.2)


async def run(orders: dict[str, Any]) -> dict[str, Any]:
    """Let everyone listen, give the signal, and wait until all are confirmed."""
    room = Room(orders)
    hearing = [asyncio.create_task(room.hear(console=True))]
    for _seat in orders["seats"]:
        hearing.append(asyncio.create_task(room.hear()))
        await asyncio.sleep(0.002)
    await asyncio.sleep(SETTLE_SECONDS)
    room.begun = time.perf_counter()
    writing = [asyncio.create_task(room.phone(*seat)) for seat in orders["seats"]]
    await asyncio.wait(writing, timeout=MOST_SECONDS)
    last = max(room.confirmed, default=0.0)
    await asyncio.sleep(SETTLE_SECONDS)
    room.over = True
    for task in [*writing, *hearing]:
        task.cancel()
    await asyncio.gather(*writing, *hearing, return_exceptions=True)
    return {
        "confirmed": len(room.confirmed),
        "last": last,
        "streams": room.streams,
        "console": max(0.0, room.renewed - room.begun - last),
        "faults": sum(many for status, many in room.answers.items() if status >= 500),
        "answers": {str(status): many for status, many in room.answers.items()},
    }


if __name__ == "__main__":
    os.nice(5)
    print(json.dumps(asyncio.run(run(json.load(sys.stdin)))))
