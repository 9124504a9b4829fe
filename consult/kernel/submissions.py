"""Submission tokens: a form sent twice makes one row and gives the same answer."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import g, redirect, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import Model, db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.visit import CSRF_KEY, visit

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as BaseResponse

TOKEN_FIELD = "submission_token"  # noqa: S105 - the name of a field
KEPT = timedelta(days=2)


class Submission(Model):
    """One form that was sent and answered; the key is the hash of its one-use token."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(unique=True)
    body_hash: Mapped[str]
    answer: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(index=True)


class AlreadySentError(Exception):
    """This very form was sent before: its answer is given again."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer

    def response(self) -> BaseResponse:
        """Give the same answer as the first time."""
        return redirect(self.answer, 303)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_config().secret_key, salt="submission")


def new_token(action: str) -> str:
    """Return a one-use token for one action of this visit."""
    binding = visit().derived("submission")[:16]
    return str(_serializer().dumps([secrets.token_urlsafe(12), action, binding]))


def token_is_good(token: str, action: str) -> bool:
    """Whether a token was made by us, for this action and this visit."""
    try:
        parts = _serializer().loads(token)
    except BadSignature:
        return False
    return isinstance(parts, list) and parts[1:] == [action, visit().derived("submission")[:16]]


def claim(token: str) -> None:
    """Use a token up, in the writing transaction at hand.

    Raises `AlreadySentError` when the same body was answered before, and `RefusedError` when the
    token was used for another body. A concurrent twin waits here for the first to finish.
    """
    key, body_hash = hashlib.sha256(token.encode()).hexdigest(), _body_hash()
    values = {"key": key, "body_hash": body_hash, "at": now()}
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    fresh = db.session.execute(
        insert(Submission).values(values).on_conflict_do_nothing().returning(Submission.id)
    ).scalar()
    if fresh is None:
        before = db.session.scalars(select(Submission).where(Submission.key == key)).one()
        if before.body_hash != body_hash:
            raise RefusedError(
                _("This form was already sent with another text. Open it again to send a new one.")
            )
        raise AlreadySentError(before.answer or request.path)
    g.submission = fresh


def keep_answer(response: Response) -> None:
    """Remember where the answer led, in the same transaction as what the form made."""
    submission_id = g.pop("submission", None)
    if submission_id is not None:
        answer = response.location or request.path
        db.session.execute(
            update(Submission).where(Submission.id == submission_id).values(answer=answer)
        )


def forget_old_submissions() -> None:
    """Drop tokens nobody can send again."""
    db.session.execute(delete(Submission).where(Submission.at < now() - KEPT))


def _body_hash() -> str:
    """Return one hash for all that was typed and attached, tokens left out."""
    digest = hashlib.sha256()
    for name, values in sorted(request.form.lists()):
        if name not in {TOKEN_FIELD, CSRF_KEY}:
            digest.update(repr((name, values)).encode(errors="surrogatepass"))
    for name, files in sorted(request.files.lists()):
        for file in files:
            digest.update(repr((name, file.filename)).encode(errors="surrogatepass"))
            digest.update(hashlib.file_digest(file.stream, "sha256").digest())  # type: ignore[arg-type]  # any stream is read
            file.stream.seek(0)
    return digest.hexdigest()
