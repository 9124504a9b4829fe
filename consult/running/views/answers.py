"""A piece of a page alone: not made again while nothing of it has changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import Response, request

from consult.kernel.config import current_config
from consult.kernel.i18n import current_language
from consult.kernel.visit import visit
from consult.live import versions_of
from consult.tables import topic_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from markupsafe import Markup

    from consult.tables import Session

BYTES = 9


def piece_answer(
    session: Session, part: str, viewer: int, make: Callable[[], Markup]
) -> ResponseReturnValue:
    """Answer with a piece, or 304 before anything is made when it stands as the browser has it.

    Call it once the viewer was let in. What a mark tells is only that something changed.
    """
    answer = Response(mimetype="text/html")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(_mark(session, part, viewer))
    if request.if_none_match.contains(answer.get_etag()[0] or ""):
        answer.status_code = 304
        return answer
    answer.set_data(str(make()))
    return answer


def _mark(session: Session, part: str, viewer: int) -> str:
    versions = versions_of(topic_of(session))
    told = (
        session.id,
        part,
        [versions.get(name, 0) for name in (part, "block", "presence", "dots", "wall")],
        viewer,
        current_language(),
        visit().token_hash,
    )
    key = hashlib.sha256(current_config().secret_key.encode()).digest()
    return hashlib.blake2b(repr(told).encode(), digest_size=BYTES, key=key).hexdigest()
