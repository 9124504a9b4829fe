"""All that serves an installation, and the ways in which each part of it dies."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress

from tests.crash.writers import kill_a_worker
from tests.servers.running import free_port

PAUSE = (1.5, 4.5)
LOOK_SECONDS = 0.2
ON_SQLITE = {"web worker": 14, "web server": 1}
ON_POSTGRES = {"web worker": 7, "database": 4, "web server": 1, "worker": 1, "live process": 1}


class Servers:
    """On SQLite the database and the work are in the web server; on PostgreSQL each is apart."""

    def __init__(self, site, server):
        self._site, self._server = site, server
        self.live_port = free_port() if server else site.port
        self.deaths = Counter()
        self._programs = {"web server": self._serve}
        if server:
            self._programs |= {"worker": self._work, "live process": self._stream}
        self._running = {name: start() for name, start in self._programs.items()}
        site.visited()

    def die(self, seconds, seed):
        """Have one after another die for a time, at moments and in an order drawn from a seed."""
        chance, until = random.Random(seed), time.monotonic() + seconds
        rates = ON_POSTGRES if self._server else ON_SQLITE
        deck = [*rates]  # once each, whatever comes after
        while True:
            for name in chance.sample(deck, len(deck)):
                if not self._wait(chance.uniform(*PAUSE), until):
                    return
                self.deaths[name] += self._kill(name, chance)
            deck = [name for name, many in rates.items() for _time in range(many)]

    @property
    def cut_off(self):
        """Whether every open page has lost its stream once."""
        return bool(self.deaths["live process" if self._server else "web server"])

    def stop(self):
        """End all of it, in the hard way; the database stays."""
        for name in self._programs:
            self._end(name)

    def _wait(self, seconds, until):
        """Let time pass, starting again what died at its work; say whether some is left."""
        latest = min(time.monotonic() + seconds, until)
        while time.monotonic() < latest:
            for name, process in self._running.items():
                if process.poll() is not None:
                    self.deaths[f"{name} at work"] += 1
                    self._running[name] = self._programs[name]()
            time.sleep(LOOK_SECONDS)
        return time.monotonic() < until

    def _kill(self, name, chance):
        if name == "web worker":
            return kill_a_worker(self._running["web server"].pid, chance)
        if name == "database":
            self._server.kill()
            self._server.start()
        else:
            self._end(name)
            self._running[name] = self._programs[name]()
        return True

    def _end(self, name):
        with suppress(ProcessLookupError):
            os.killpg(self._running[name].pid, signal.SIGKILL)
        self._running[name].wait(timeout=10)

    def _serve(self):
        fault = "none" if self._server else "dies-at-work"
        return self._site.start("tests.crash.site", self._site.port, fault, 2)

    def _work(self):
        return self._site.start("tests.crash.worker")

    def _stream(self):
        return self._site.start("consult", "live", "--port", self.live_port)
