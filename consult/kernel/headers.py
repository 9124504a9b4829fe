"""Headers: what a browser may do with our pages, and who may keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

from consult.kernel.config import current_config
from consult.kernel.visit import is_private

if TYPE_CHECKING:
    from flask import Response

DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
)
POLICY = "; ".join(DIRECTIVES)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
SHARED_SECONDS = 30


def send_headers(response: Response) -> Response:
    """Add the house's headers to an answer."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", PERMISSIONS)
    if current_config().secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = _keeping(response)
        response.vary.update(["Cookie", "Accept-Language"])
    return response


def share(response: Response) -> None:
    """Let everyone keep an answer for a moment that is not kept in memory, if it names nobody."""
    if not is_private():
        response.headers["Cache-Control"] = f"public, max-age={SHARED_SECONDS}"
        response.vary.update(["Cookie", "Accept-Language"])


def _keeping(response: Response) -> str:
    """Say who may keep an answer: only a plain page of a visitor without a session is shared.

    One that a private link opens (`open_to(…, kept=False)`) is nobody's to keep, however plain.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    shared = (
        getattr(view, "kept", False)
        and request.method in {"GET", "HEAD"}
        and response.status_code == 200  # noqa: PLR2004 - OK
        and "Set-Cookie" not in response.headers
        and not is_private()
    )
    return f"public, max-age={SHARED_SECONDS}" if shared else "private, no-store"
