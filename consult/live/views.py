"""The door of live pages: how a topic's parts stand, told as they change or when asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request

from consult.kernel.access import EVERYONE, open_to
from consult.live import events, streams
from consult.live.marks import read, written
from consult.live.standing import standing
from consult.live.tokens import topic_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("live", __name__, url_prefix="/live")


@bp.get("/<token>")
@open_to(EVERYONE, kept=False)
def show(token: str) -> ResponseReturnValue:
    """Tell whoever holds the token how each part stands, or 304 when all is as they know."""
    topic = _topic(token)
    marks = standing(topic)
    answer = Response(json.dumps({"parts": marks}, sort_keys=True), mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"  # who asks sends the ETag along by itself
    answer.set_etag(written(marks))
    return answer.make_conditional(request)


@bp.get("/<token>/stream")
@open_to(EVERYONE, kept=False)
def stream_show(token: str) -> ResponseReturnValue:
    """Tell whoever holds the token of each change, while there is a place; else 503."""
    topic = _topic(token)
    known = read(request.headers.get("Last-Event-ID", ""))
    try:
        stream = streams.join(topic, known, request.environ.get("gunicorn.socket"))
    except streams.FullError:
        answer = Response(events.FULL, 503, mimetype="text/plain")
        answer.headers["Retry-After"] = str(events.FULL_RETRY_SECONDS)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return Response(stream, headers=events.HEADERS, content_type=events.CONTENT_TYPE)


def _topic(token: str) -> str:
    topic = topic_of(token)
    if topic is None:
        abort(404)
    return topic
