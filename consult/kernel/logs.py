"""Logs: one JSON line per event, in UTC, with the request's id and nothing about a person."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from flask import g, request

from consult.kernel.holding import begin_holding, held_seconds

if TYPE_CHECKING:
    from flask import Flask, Response
    from structlog.typing import EventDict, Processor, WrappedLogger

SLOW_SECONDS = 1.0
FIRST_REFUSAL = 400
QUIET = ("huey", "alembic.runtime.migration", "whitenoise")
DEEPEST = 30


def set_up_logs(*, development: bool) -> None:
    """Send our events and those of libraries to the standard error, alike.

    In development they are coloured and tell all; elsewhere an error tells where it happened, not
    its message, which may repeat what somebody typed.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    shown: list[Processor] = (
        [structlog.dev.ConsoleRenderer()]
        if development
        else [_where, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *shown],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def log_requests(app: Flask) -> None:
    """Note each request that writes, fails or is slow; the proxy in front notes the others."""
    log = structlog.get_logger("consult.requests")

    def begin() -> None:
        g.began = time.monotonic()
        begin_holding()

    def note(response: Response) -> Response:
        seconds = time.monotonic() - g.get("began", time.monotonic())
        worth = request.method == "POST" or response.status_code >= FIRST_REFUSAL
        if worth or seconds > SLOW_SECONDS:
            # The endpoint, not the address: an address may hold a code or what was searched for.
            log.info(
                "request",
                method=request.method,
                endpoint=request.endpoint,
                status=response.status_code,
                seconds=round(seconds, 3),
                held=round(held_seconds(), 4),
            )
        return response

    app.before_request(begin)
    app.after_request(note)


def _where(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Tell an exception by its kind and its frames."""
    told = event.pop("exc_info", None)
    if told is True:
        told = sys.exc_info()
    error = told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["exception"] = type(error).__name__
        event["frames"] = [
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-DEEPEST:]
        ]
    return event
