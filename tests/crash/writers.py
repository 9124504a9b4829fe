"""Sixteen people at sixteen browsers, who send a form again as long as no answer comes."""

from __future__ import annotations

import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.makers import a_visit

WRITERS = 16
PATIENCE_SECONDS = 180
AGAIN_SECONDS = 0.4
FORMS = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
HIDDEN = re.compile(r'<input\b[^>]*type="hidden"[^>]*>')


def a_cookie(person):
    """Sign a person in, and return the cookie of their browser."""
    return f"visit={a_visit(person)}; lang=en"


class Writer:
    """One person at a browser that does not give up."""

    def __init__(self, port, cookie):
        self._port = port
        self._headers = {"Cookie": cookie, "Host": f"127.0.0.1:{port}"}
        self.resent = 0

    def read(self, page):
        """Open a page, and return its text."""
        status, _headers, text = self._insist("GET", page)
        assert status == 200, (page, status)
        return text

    def form(self, page, action):
        """Open a page, and return what its form to `action` sends untouched."""
        forms = self.forms(page)
        assert action in forms, f"{page} holds no form that leads to {action}"
        return forms[action]

    def forms(self, page):
        """Open a page, and return what each of its forms sends untouched, by where it leads."""
        return _forms_in(self.read(page))

    def arrive(self, page):
        """Do the same as somebody new, keeping the cookies that the page sets."""
        _status, headers, text = self._insist("GET", page)
        set_here = [one.partition(";")[0] for one in headers.get_all("Set-Cookie", [])]
        self._headers = self._headers | {"Cookie": "; ".join([self._headers["Cookie"], *set_here])}
        return _forms_in(text)

    def send(self, action, fields):
        """Send a form until it is acknowledged; return where the answer leads."""
        status, headers, text = self.post(action, fields)
        assert status == 303, (action, status, text[:2000])
        return headers["Location"]

    def post(self, action, fields):
        """Send a form until the site has said yes or no; return what it said."""
        return self._insist("POST", action, urlencode(fields, doseq=True))

    def _insist(self, method, path, body=None):
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            with suppress(OSError, HTTPException):
                answer = self._ask(method, path, body)
                if answer[0] != 503:
                    return answer
            assert time.monotonic() < until, f"no answer to {method} {path}"
            self.resent += method == "POST"
            time.sleep(AGAIN_SECONDS)

    def _ask(self, method, path, body):
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        headers = self._headers
        if body is not None:
            headers = headers | {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()


def _forms_in(text):
    return {
        _attribute("action", head).partition("?")[0]: {
            _attribute("name", one): _attribute("value", one) for one in HIDDEN.findall(inside)
        }
        for head, inside in reversed(FORMS.findall(text))
    }


def _attribute(name, tag):
    found = re.search(rf'(?<=\s){name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def all_at_once(act, writers):
    """Let every writer do something at the same time; whatever one of them meets is raised."""
    with ThreadPoolExecutor(len(writers)) as threads:
        return list(threads.map(act, range(len(writers)), writers))


def workers_of(pid):
    """Return the pids of the processes that a server's main process has started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kill_a_worker(pid, chance):
    """Kill one of the processes that a server's main process has started, whichever."""
    alive = workers_of(pid)
    if not alive:
        return False
    with suppress(ProcessLookupError):
        os.kill(chance.choice(alive), signal.SIGKILL)
    return True
