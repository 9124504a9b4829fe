"""The nginx that stands before the site: run as it is written, before a site that counts."""

import os
import shlex
import shutil
import socket
import ssl
import subprocess
import threading
import time
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from tests.house.sources import ROOT

NAME = "partecipa.example.org"


class Site(BaseHTTPRequestHandler):
    """Says what it was asked, as the site would: public for nobody in particular, else private."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list] = []

    def do_GET(self):
        self._answer(b"x" * 2_000)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((len(body), self.headers.get("Transfer-Encoding")))
        self._answer(b"taken")

    def _answer(self, body):
        self.asked.append((self.command, self.path, self.headers["X-Forwarded-For"]))
        known = "visit=" in (self.headers["Cookie"] or "") or self.command == "POST"
        self.send_response(200)
        keep = "private, no-store" if known else "public, max-age=30"
        self.send_header("Cache-Control", keep)
        self.send_header("Vary", "Cookie, Accept-Language")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *parts):
        pass


def a_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def site():
    """The site behind, with what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Site.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def proxy(site, tmp_path):
    """A real nginx on our own file, its places and its ports changed and nothing else."""
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("nginx is not here")
    key, certificate, port = tmp_path / "privkey.pem", tmp_path / "fullchain.pem", a_port()
    making = shlex.split("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=x -keyout")
    subprocess.run([openssl, *making, key, "-out", certificate], check=True, capture_output=True)
    behind = f"127.0.0.1:{site.server_port}"
    told = (ROOT / "deploy/nginx.conf").read_text()
    for before, after in (
        ("web:8000", behind),
        ("live:8001", behind),
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("listen 80", f"listen 127.0.0.1:{a_port()}"),
        ("/etc/nginx/certificates", str(tmp_path)),
        ("/var/cache/nginx", str(tmp_path)),
        ("pid /run/nginx.pid", f"pid {tmp_path}/pid; daemon off"),
        ("error_log stderr warn", f"error_log {tmp_path}/log warn"),
        ("worker_processes auto", "worker_processes 1"),
    ):
        assert before in told, before
        told = told.replace(before, after)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in kinds)
    file = tmp_path / "nginx.conf"
    user = "" if os.geteuid() else "user root;\n"  # who else may not enter a test's folder
    file.write_text(user + told.replace("http {\n", f"http {{\n{own}", 1))
    order = [nginx, "-p", tmp_path, "-c", file, "-e", tmp_path / "log"]
    read = subprocess.run([*order, "-t"], capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
    running = subprocess.Popen(order, stderr=subprocess.DEVNULL)
    _wait_for(port)
    yield port
    running.terminate()
    running.wait(10)


def _wait_for(port):
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("nginx does not listen")


def ask(port, path, method="GET", body=None, **headers):
    """Ask nginx as a browser would; the status, where the answer came from, and its head."""
    connection = Named("127.0.0.1", port, timeout=10)
    connection.request(method, path, body, {"Host": NAME, **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("X-Cache"), answer.headers


class Named(HTTPSConnection):
    """A connection that names the site, wherever nginx is."""

    def connect(self):
        plain = socket.create_connection((self.host, self.port), self.timeout)
        anyone = ssl._create_unverified_context()
        self.sock = anyone.wrap_socket(plain, server_hostname=NAME)


def test_nginx_keeps_what_is_public_and_nothing_of_anyone(site, proxy):
    assert ask(proxy, "/")[:2] == (200, "MISS")
    assert ask(proxy, "/")[:2] == (200, "HIT")
    assert ask(proxy, "/", Cookie="lang=en")[:2] == (200, "MISS")  # what Vary names
    for cookie in ("visit=abc", "lang=en; __Host-visit=abc", "__Host-notes=x"):
        assert ask(proxy, "/", Cookie=cookie)[:2] == (200, "BYPASS"), cookie
    assert ask(proxy, "/")[1] == "HIT"
    assert ask(proxy, "/readiness")[0] == 404
    assert "gzip" in ask(proxy, "/", **{"Accept-Encoding": "gzip"})[2]["Content-Encoding"]
    said = {one[2] for one in Site.asked if one[0] == "GET"}
    assert said == {"127.0.0.1"}

    # A body comes whole, however it was sent; and the last public page stays while nobody answers.
    pieces = iter([b"a" * 1000] * 50)
    liar = {"X-Forwarded-For": "6.6.6.6"}
    assert ask(proxy, "/ideas", "POST", pieces, **liar)[0] == 200  # sent in chunks
    assert (50_000, None) in Site.asked
    assert Site.asked[-1] == ("POST", "/ideas", "127.0.0.1")
    site.shutdown()
    site.server_close()
    assert ask(proxy, "/")[:2] == (200, "HIT")
