"""A visit: the browser's random token, from which sign-in, CSRF and submission tokens derive."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, g, request
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeSerializer

from consult.kernel.config import current_config

if TYPE_CHECKING:
    from collections.abc import Iterator

CSRF_KEY = "csrf_token"
TOKEN_BYTES = 32
LONGEST_TOKEN = 100
VISIT_SECONDS = 60 * 60 * 24 * 60
PASSING = "passing."
"""Before the token of a browser that has never signed in: the database need not be asked who it is.

Signing in takes a token without it; who puts it before their own is a stranger."""


def cookie_name(name: str) -> str:
    """Return a cookie's name: `__Host-` wherever the site is secure."""
    return f"__Host-{name}" if current_config().secure else name


class Visit(dict[str, Any], SessionMixin):
    """What one browser carries: a token, and the notes to show on its next page.

    It looks like Flask's session, so that Flask-WTF and `flash` work with it: the CSRF secret is
    derived from the token, all else travels in a short signed cookie.
    """

    def __init__(self, token: str | None, notes: dict[str, Any]) -> None:
        super().__init__(notes)
        self.token = token
        self.arrived_with = token
        self.notes_before = dict(notes)

    @property
    def token_hash(self) -> str | None:
        """The hash under which the database knows this browser, or none."""
        return hashlib.sha256(self.token.encode()).hexdigest() if self.token else None

    def ensure(self) -> str:
        """Return the token, making one for a browser that has none yet."""
        if self.token is None:
            self.token = PASSING + secrets.token_urlsafe(TOKEN_BYTES)
        return self.token

    @property
    def may_be_signed_in(self) -> bool:
        """Whether this browser carries a token that somebody may have signed in with."""
        return self.token is not None and not self.token.startswith(PASSING)

    def rotate(self) -> str:
        """Take a new token (at sign-in) and return its hash."""
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        return self.token_hash or ""

    def forget(self) -> None:
        """Leave the browser without a token (at sign-out)."""
        self.token = None

    def derived(self, purpose: str) -> str:
        """Return a secret that only this visit has, for one purpose."""
        key = current_config().secret_key.encode()
        return hmac.new(key, f"{purpose}:{self.ensure()}".encode(), "sha256").hexdigest()

    def __contains__(self, key: object) -> bool:
        return key == CSRF_KEY or super().__contains__(key)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as Flask's own session
        return self.derived("csrf") if key == CSRF_KEY else super().__getitem__(key)

    def __setitem__(self, key: str, value: object) -> None:
        if key != CSRF_KEY:
            super().__setitem__(key, value)

    def __iter__(self) -> Iterator[str]:
        return super().__iter__()


class VisitInterface(SessionInterface):
    """Opens the visit at each request and sends its cookies back when they changed."""

    def open_session(self, app: Flask, request: Request) -> Visit:
        del app
        token = request.cookies.get(cookie_name("visit"), "")
        return Visit(token if 0 < len(token) <= LONGEST_TOKEN else None, _read_notes(request))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        del app
        if not isinstance(session, Visit):
            return
        secure = current_config().secure
        if session.token != session.arrived_with:
            if session.token is None:
                response.delete_cookie(cookie_name("visit"), secure=secure, httponly=True)
            else:
                response.set_cookie(
                    cookie_name("visit"),
                    session.token,
                    max_age=VISIT_SECONDS,
                    secure=secure,
                    httponly=True,
                    samesite="Lax",
                )
        notes = dict(session)
        if notes and notes != session.notes_before:
            response.set_cookie(
                cookie_name("notes"),
                _notes_serializer().dumps(notes),
                max_age=300,
                secure=secure,
                httponly=True,
                samesite="Lax",
            )
        elif session.notes_before and not notes:
            response.delete_cookie(cookie_name("notes"), secure=secure, httponly=True)


def _notes_serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_config().secret_key, salt="notes")


def _read_notes(request: Request) -> dict[str, Any]:
    cookie = request.cookies.get(cookie_name("notes"))
    if not cookie:
        return {}
    try:
        notes = _notes_serializer().loads(cookie)
    except BadSignature:
        return {}
    return notes if isinstance(notes, dict) else {}


def visit() -> Visit:
    """Return the visit of the request at hand."""
    from flask import session  # noqa: PLC0415 - the proxy's type is Flask's, ours is Visit

    current = session._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the documented way
    if not isinstance(current, Visit):
        message = "The app was built without its visits."
        raise TypeError(message)
    return current


def keep_private() -> None:
    """Say that the page at hand is for one person's eyes, though no visit or note told so."""
    g._private = True  # noqa: SLF001 - flask's own place for what one request knows


def is_private() -> bool:
    """Whether this page is for one person's eyes: the browser carries a token or notes."""
    current = visit()
    return bool(current.token or current.arrived_with or current.notes_before or "_private" in g)


def client_address() -> str:
    """Return the network address of who asks, as the proxy or the socket gives it."""
    return request.remote_addr or "unknown"
