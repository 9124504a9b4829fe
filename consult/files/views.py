"""Showing a file to whoever may see its thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, send_file

from consult.files import store
from consult.files.access import may_see
from consult.files.models import JPEG, Attachment, Document
from consult.kernel.access import EVERYONE, open_to, visitor
from consult.kernel.db import db

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

bp = Blueprint("files", __name__)

ONE_YEAR = 31_536_000
# By the reader's browser only: what a moderator hides must not live on in a shared cache.
KEPT_BY_THE_READER = f"private, max-age={ONE_YEAR}, immutable"
NAMES = {"photo.jpg": False, "thumbnail.jpg": True}


@bp.get("/files/<int:attachment_id>/<name>")
@open_to(EVERYONE)
def show(attachment_id: int, name: str) -> ResponseReturnValue:
    """Send a photo or its small copy; a hidden one answers like one that never was."""
    attachment = db.session.get(Attachment, attachment_id)
    if name not in NAMES or attachment is None or not may_see(attachment, visitor()):
        abort(404)
    place = store.place_of(attachment.sha256, thumbnail=NAMES[name])
    if not place.exists():
        abort(404)
    answer = send_file(
        place,
        mimetype=attachment.content_type,
        as_attachment=attachment.content_type != JPEG,
        download_name=name,
        etag=f"{attachment.sha256}-{name}",
        max_age=ONE_YEAR,
    )
    answer.headers["Cache-Control"] = KEPT_BY_THE_READER
    return _harmless(answer)


@bp.get("/files/documents/<int:document_id>")
@open_to(EVERYONE, kept=False)
def documents_show(document_id: int) -> ResponseReturnValue:
    """Hand out a document as a download; a hidden one answers like one that never was."""
    document = db.session.get(Document, document_id)
    if document is None or not may_see(document, visitor()):
        abort(404)
    place = store.document_place(document.sha256)
    if not place.exists():
        abort(404)
    answer = send_file(
        place,
        mimetype=document.content_type,
        as_attachment=True,
        download_name=document.name,
        etag=document.sha256,
        max_age=ONE_YEAR,
    )
    answer.headers["Cache-Control"] = KEPT_BY_THE_READER
    return _harmless(answer)


def _harmless(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
