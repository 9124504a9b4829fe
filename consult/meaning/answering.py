"""The process that holds the model and the vectors: it answers at a local socket, and follows."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socketserver
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from consult.analysis.embedding import LetterCounts
from consult.kernel.db import db
from consult.meaning.asking import LONGEST_ASKED, MOST_BYTES, SOCKET
from consult.meaning.encoder import EmbedderMissingError, SentenceEncoder
from consult.meaning.following import Follower
from consult.meaning.index import Index
from consult.meaning.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from consult.analysis.embedding import Embedder

log = structlog.get_logger()

FOLLOW_SECONDS = 1.0
COMPARE_SECONDS = 600.0
AFTER_FAULT_SECONDS = 5.0
MOST_ASKED_FOR = 200
READ_SECONDS = 5.0
POLITENESS = 5
"""Texts are read behind everyone's back; whoever asks comes first."""


def best_embedder(folder: Path) -> Embedder:
    """Read the model, or say in the log why there is none and count letters instead."""
    try:
        return SentenceEncoder(folder)
    except EmbedderMissingError as missing:
        log.warning("near_without_model", why=str(missing))
        return LetterCounts()


class Holder:
    """The vectors of this installation, followed by one thread while others ask."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        shelf = Shelf(folder / "vectors", embedder.model, embedder.dimensions)
        if shelf.opened.fault:
            opened = shelf.opened
            log.warning("near_vectors_made_anew", why=opened.fault, lost=opened.lost)
        self.index = Index(shelf, embedder)
        self.ready = threading.Event()

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Answer one question; raises `KeyError`, `TypeError` or `ValueError` where it is none."""
        if "state" in question:
            return {
                "model": self.index.embedder.model,
                "vectors": len(self.index.shelf),
                "ready": self.ready.is_set(),
            }
        if not self.ready.is_set():
            return {"wait": "the texts are still being read"}
        if "groups" in question:
            return {"groups": self.index.groups(int(question["groups"]))}
        words, process_id = str(question["near"])[:LONGEST_ASKED], int(question["process"])
        limit = min(int(question["limit"]), MOST_ASKED_FOR)
        return {"near": self.index.near(words, process_id, limit)}

    def follow(self, stop: threading.Event) -> None:
        """Compare everything, then follow what happens, until told to stop."""
        with contextlib.suppress(OSError, AttributeError):  # not everywhere one thread's own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), POLITENESS)
        follower, compared = None, 0.0
        while not stop.is_set():
            try:
                follower = follower or Follower(self.index)
                if not compared or time.monotonic() - compared > COMPARE_SECONDS:
                    changed = follower.compare_all(stop.is_set)
                    compared = time.monotonic()
                    log.info("near_compared", changed=changed, vectors=len(self.index.shelf))
                    self.ready.set()
                follower.follow()
            except (SQLAlchemyError, OSError) as error:
                log.warning("near_fault", kind=type(error).__name__)
                stop.wait(AFTER_FAULT_SECONDS)
            finally:
                db.forget()
            stop.wait(FOLLOW_SECONDS)


class _Line(socketserver.StreamRequestHandler):
    """One question, one answer."""

    timeout = READ_SECONDS

    def handle(self) -> None:
        server: Any = self.server
        try:
            told = json.dumps(server.answer(json.loads(self.rfile.readline(MOST_BYTES))))
        except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
            told = json.dumps({"refused": "this is no question"})
        except Exception as error:  # noqa: BLE001 - whoever asks next is answered
            log.warning("near_fault", kind=type(error).__name__)
            told = json.dumps({"refused": "this could not be answered"})
        try:
            self.wfile.write(told.encode() + b"\n")
        except OSError:
            return  # who asked has gone


class Answering(socketserver.ThreadingUnixStreamServer):
    """The socket; only this system's user may ask."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self.answer = answer
        path = folder / SOCKET
        path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            super().__init__(str(path), _Line)
        finally:
            os.umask(before)


def hold(folder: Path) -> None:
    """Answer and follow until the standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever started it
    folder.mkdir(parents=True, exist_ok=True)
    holder, stop = Holder(folder, best_embedder(folder)), threading.Event()
    with Answering(folder, holder.answer) as server:
        threading.Thread(target=server.serve_forever, name="answering", daemon=True).start()
        threading.Thread(target=holder.follow, args=(stop,), name="follow", daemon=True).start()
        sys.stdin.read()
        stop.set()
        server.shutdown()
