"""A site that is really served, and pages that listen to it."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path

from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.live import announce_change, topic_token
from tests.servers.running import free_port, wait_until

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 10


class Site:
    """A server of this installation on a port of its own: `Site(config, "live").start()`."""

    def __init__(self, config, *command, module="consult"):
        self.config = config
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.command = command
        port = ["--port"] if command else []
        self._command = [sys.executable, "-m", module, *command, *port, str(self.port)]
        self._environment = os.environ | {
            "CONSULT_DEVELOPMENT": "1",
            "CONSULT_BASE_URL": self.url,
            "CONSULT_DATABASE_URL": config.database_url,
            "CONSULT_DATA_DIR": str(config.data_dir),
            "CONSULT_QUEUE_URL": config.queue_url,
            "CONSULT_SECRET_KEY": config.secret_key,
            "CONSULT_NEAR": "0",
            "CONSULT_LIVE_STREAMS": str(config.live_streams),
        }
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            self._command, cwd=ROOT, env=self._environment, start_new_session=True
        )
        wait_until(self.answers, "the first answer")
        return self

    def answers(self):
        with suppress(OSError):
            return self.ask("/live/nothing")[0] == 404
        return False

    def workers(self):
        """The processes under the main one."""
        own = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in own.read_text().split()]

    def kill(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def ask(self, path, **headers):
        """Ask once; returns the status, the headers and the body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


class Listening:
    """A page that listens to a topic, as a browser does: `with Listening(site, topic) as page`."""

    def __init__(self, site, topic, last=None):
        self._connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE_SECONDS)
        headers = {} if last is None else {"Last-Event-ID": last}
        set_config(site.config)  # whose secret signs the token, whatever another story has set
        path = f"/live/{topic_token(topic)}/stream"
        self._connection.request("GET", path, headers=headers)
        self._answer = self._connection.getresponse()
        self.status, self.headers = self._answer.status, self._answer.headers
        self.last = last
        self.marks = {}

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.close()

    def close(self):
        self._answer.close()
        self._connection.close()

    def hear(self):
        """Wait for the next event and return the parts it names, or none when the stream ends."""
        event = {}
        while line := self._line():
            name, _colon, value = line.decode().rstrip("\n").partition(": ")
            if name:
                event[name] = value
            elif event.get("event") == "changed":
                self.last = event["id"]
                told = json.loads(event["data"])
                self.marks |= told
                return set(told)
            else:
                event = {}
        return None

    def _line(self):
        try:
            return self._answer.readline()
        except (ConnectionError, IncompleteRead):  # the server was killed
            return b""


def announce(topic, *parts):
    """Announce as a command does, and keep it."""
    with db.transaction():
        announce_change(topic, *parts)
