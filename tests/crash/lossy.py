"""A line on which answers are lost, once the site has done the work they tell of."""

from __future__ import annotations

import random
import socket
import threading
from collections import Counter
from contextlib import suppress
from functools import partial
from socketserver import StreamRequestHandler, ThreadingTCPServer

SHARE = 0.3
PATIENCE_SECONDS = 60


class Lossy(ThreadingTCPServer):
    """Passes requests on to a site, and loses so large a share of the answers to forms."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, share=SHARE, seed=None):
        super().__init__(("127.0.0.1", 0), _Passing)
        self.site = port
        self.port = self.server_address[1]
        self.lost = Counter()
        self._share = share
        self._chance = random.Random(seed)

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(self, *fault):
        self.shutdown()
        super().__exit__(*fault)

    def handle_error(self, request, client_address):
        """Say nothing when somebody hangs up."""

    def loses(self, request):
        """Whether the answer to this request gets lost on its way."""
        method, path = request.decode().split()[:2]
        if method != "POST" or self._chance.random() >= self._share:
            return False
        self.lost[path.rsplit("/", 1)[-1]] += 1
        return True


class _Passing(StreamRequestHandler):
    """One request and its answer."""

    server: Lossy

    def handle(self):
        head = list(iter(self.rfile.readline, b"\r\n"))
        if not head[-1:] or not head[-1]:
            return
        told = dict(line.split(b":", 1) for line in head[1:])
        body = self.rfile.read(int(told.get(b"Content-Length", 0)))
        with (
            suppress(OSError),
            socket.create_connection(("127.0.0.1", self.server.site), PATIENCE_SECONDS) as site,
        ):
            site.sendall(b"".join([*head, b"Connection: close\r\n\r\n", body]))
            answer = b"".join(iter(partial(site.recv, 1 << 16), b""))
            if answer and not self.server.loses(head[0]):
                self.wfile.write(answer)
