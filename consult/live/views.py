"""The door of live pages: how a topic's parts stand, to be asked every few seconds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request

from consult.kernel.access import EVERYONE, open_to
from consult.live.marks import marks_of, written
from consult.live.queries import versions_of
from consult.live.tokens import topic_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("live", __name__, url_prefix="/live")


@bp.get("/<token>")
@open_to(EVERYONE, kept=False)
def show(token: str) -> ResponseReturnValue:
    """Tell whoever holds the token how each part stands, or 304 when all is as they know."""
    topic = topic_of(token)
    if topic is None:
        abort(404)
    marks = marks_of(topic, versions_of(topic))
    answer = Response(json.dumps({"parts": marks}, sort_keys=True), mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"  # who asks sends the ETag along by itself
    answer.set_etag(written(marks))
    return answer.make_conditional(request)
