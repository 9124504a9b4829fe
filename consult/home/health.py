"""Whether the site is alive, and ready for people: for what starts and watches its processes."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from consult.kernel.access import EVERYONE, open_to
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.jobs import queue_answers

bp = Blueprint("home_health", __name__)
log = structlog.get_logger(__name__)


@bp.get("/health")
@open_to(EVERYONE, kept=False)
def health_show() -> Response:
    """Say that this process answers; nothing else is asked."""
    return _told(200, process="up")


@bp.get("/readiness")
@open_to(EVERYONE, kept=False)
def readiness_show() -> Response:
    """Say whether pages can be answered.

    That takes the database. Without its queue the site works on, and what is promised waits: that
    is told, and no reason to send people away.
    """
    queue = "up" if queue_answers(current_config()) else "away"
    try:
        db.session.execute(text("SELECT 1"))
    except (DBAPIError, PoolTimeoutError) as error:
        log.warning("not_ready", kind=type(error).__name__)
        db.forget()
        return _told(503, database="away", queue=queue)
    return _told(200, database="up", queue=queue)


def _told(status: int, **parts: str) -> Response:
    answer = jsonify(parts)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer
