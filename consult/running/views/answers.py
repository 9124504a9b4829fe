"""A piece of a page alone: not made again while nothing of it has changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import Response, render_template, request

from consult.kernel.config import current_config
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _, current_language
from consult.kernel.visit import visit
from consult.live import versions_of
from consult.running.pieces import PARTS, PARTS_ON_PHONE
from consult.tables import topic_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask.typing import ResponseReturnValue
    from markupsafe import Markup

    from consult.tables import Session

BYTES = 9


def piece_answer(
    session: Session, name: str, viewer: int, kind: str, make: Callable[[], Markup]
) -> ResponseReturnValue:
    """Answer with a piece, or 304 before anything is made when it stands as the browser has it.

    Call it once the viewer was let in: what a mark tells is only that something changed. Raises
    `NotFoundError`.
    """
    if name not in PARTS:
        raise NotFoundError(_("There is no such part of this page."))
    parts = (PARTS_ON_PHONE if kind == "phone__piece" else PARTS)[name]
    mark = _mark(session, name, parts, viewer)
    if request.if_none_match.contains(mark):
        answer = Response(status=304)
    else:
        html = render_template(
            "running/_alone.html",
            name=name,
            parts=parts,
            url=request.path,
            html=make(),
            kind=kind,
        )
        answer = Response(html, mimetype="text/html")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(mark)
    return answer


def _mark(session: Session, name: str, parts: Sequence[str], viewer: int) -> str:
    versions = versions_of(topic_of(session))
    seen = [versions.get(part, 0) for part in ("block", *parts)]
    told = (session.id, name, seen, viewer, current_language(), visit().token_hash)
    key = hashlib.sha256(current_config().secret_key.encode()).digest()
    return hashlib.blake2b(repr(told).encode(), digest_size=BYTES, key=key).hexdigest()
