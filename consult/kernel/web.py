"""The edge: one request at a time from the door to the answer, kept or rolled back here."""

from __future__ import annotations

import errno
import re
import secrets
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask, Request, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import IntegerConverter
from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Response as PlainResponse

from consult.kernel import i18n, submissions
from consult.kernel.access import guard, visitor
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.errors import BadRequestError, ConflictError, RefusedError, TooManyError
from consult.kernel.headers import send_headers
from consult.kernel.i18n import _
from consult.kernel.keeping import set_up_keeping
from consult.kernel.submissions import TOKEN_FIELD, AlreadySentError
from consult.kernel.turns import end_turn, take_turn
from consult.kernel.visit import CSRF_KEY, Visit, VisitInterface, visit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse

    from flask import Response
    from flask.typing import ResponseReturnValue

log = structlog.get_logger(__name__)

MOST_BODY_BYTES = 2 * 1024 * 1024
MOST_JSON_BYTES = 256 * 1024
MOST_FORM_PARTS = 200
LANGUAGE_COOKIE = "lang"
WITH_PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_BROKEN = re.compile("[\x00\ud800-\udfff]")


class BoundedInteger(IntegerConverter):
    """An id in an address: no more digits than a database can hold."""

    regex = r"\d{1,18}"


class HouseRequest(Request):
    """A request with bounds on what it may carry."""

    max_form_parts = MOST_FORM_PARTS
    max_form_memory_size = MOST_BODY_BYTES

    def get_json(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Flask's own
        """Read JSON within its bounds; too large answers 413, too deep 400."""
        if len(self.get_data(cache=True)) > MOST_JSON_BYTES:
            raise RequestEntityTooLarge
        try:
            return super().get_json(*args, **kwargs)
        except RecursionError as error:
            raise BadRequestError(_("This request is nested too deeply.")) from error


class House(Flask):
    """The app: a POST that ends under 400 is kept, all else is rolled back."""

    request_class = HouseRequest
    session_interface = VisitInterface()

    def full_dispatch_request(self) -> Response:
        try:
            return super().full_dispatch_request()
        finally:
            end_turn()

    def dispatch_request(self) -> Response:
        response = self.make_response(super().dispatch_request())
        keep = request.method not in SAFE_METHODS and response.status_code < 400  # noqa: PLR2004 - no fault
        if keep:
            submissions.keep_answer(response)
        db.end_write(keep=keep)
        return response

    def wsgi_app(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if not host_is_trusted(environ.get("HTTP_HOST", ""), current_config().trusted_hosts):
            refusal = PlainResponse(
                "Unknown host.\n", 400, content_type="text/plain; charset=utf-8"
            )
            return refusal(environ, start_response)
        return super().wsgi_app(environ, start_response)


def set_up_edge(app: House) -> None:
    """Give the app its limits, its door, its language, its headers and its error pages."""
    app.config.update(
        SECRET_KEY=current_config().secret_key,
        MAX_CONTENT_LENGTH=MOST_BODY_BYTES,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,  # it reads its catalogue at each request, WTForms keeps its own
        WTF_CSRF_SSL_STRICT=True,
    )
    app.url_map.converters["int"] = BoundedInteger
    app.before_request(_start)
    app.before_request(_choose_language)
    app.before_request(_refuse_broken)
    app.before_request(take_turn)
    CSRFProtect(app)
    app.before_request(guard)
    # After-functions run in reverse: the headers are there when a page is kept.
    set_up_keeping(app)
    app.after_request(send_headers)
    app.after_request(_remember_language)
    app.teardown_request(_end)
    _set_up_errors(app)


def _start() -> None:
    g.request_id = secrets.token_hex(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(error: BaseException | None) -> None:
    del error
    db.forget()


def _choose_language() -> None:
    """Speak the language asked for in the address, else chosen before, else of the person."""
    asked = request.args.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    if asked in i18n.LANGUAGES:
        i18n.set_language(asked)
        return
    person = visitor() if visit().token else None
    if person is not None:
        i18n.set_language(person.language)
        return
    i18n.set_language(request.accept_languages.best_match(i18n.LANGUAGES) or i18n.DEFAULT_LANGUAGE)


def _remember_language(response: Response) -> Response:
    asked = request.args.get("lang")
    if asked in i18n.LANGUAGES and request.cookies.get(LANGUAGE_COOKIE) != asked:
        response.set_cookie(
            LANGUAGE_COOKIE,
            asked,
            max_age=31_536_000,
            secure=current_config().secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def _refuse_broken() -> None:
    """Refuse what no page can mean: NUL and lone surrogates in an address, hundreds of parts."""
    broken = any(_BROKEN.search(part) for pair in request.args.items(multi=True) for part in pair)
    if broken or _BROKEN.search(request.path):
        raise BadRequestError(_("This address holds broken characters."))
    if request.mimetype == "application/x-www-form-urlencoded":
        if request.get_data(cache=True).count(b"&") >= MOST_FORM_PARTS:
            raise RequestEntityTooLarge
    elif request.mimetype == "multipart/form-data" and request.endpoint:
        request.max_content_length = _most_bytes()


def _most_bytes() -> int:
    """Return how much the page at hand takes; more than usual from strangers only if it says so."""
    view = current_app.view_functions.get(request.endpoint or "")
    raised = "most_bytes" if visitor() else "most_bytes_of_strangers"
    return int(getattr(view, raised, MOST_BODY_BYTES))


def _set_up_errors(app: House) -> None:
    app.register_error_handler(AlreadySentError, lambda sent: sent.response())
    app.register_error_handler(RefusedError, _on_refusal)
    app.register_error_handler(CSRFError, _on_foreign_post)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(StaleDataError, _on_conflict)
    app.register_error_handler(IntegrityError, _on_conflict)
    app.register_error_handler(DBAPIError, _on_database_error)
    app.register_error_handler(OSError, _on_system_error)
    app.register_error_handler(Exception, _on_fault)


def _on_refusal(refusal: RefusedError) -> ResponseReturnValue:
    answer = _error_page(refusal.status, message=refusal.message)
    if isinstance(refusal, TooManyError):
        answer.headers["Retry-After"] = str(refusal.retry_after)
    return answer


def _on_foreign_post(error: CSRFError) -> ResponseReturnValue:
    del error
    message = _("This page was open for too long, or the request came from another site.")
    return _error_page(400, message=message, send_again=False)


def _on_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:  # noqa: PLR2004 - redirects
        return error
    answer = _error_page(error.code or 500)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _on_conflict(error: Exception) -> ResponseReturnValue:
    log.warning("conflict", kind=type(error).__name__)
    return _on_refusal(ConflictError(_("Somebody else changed this meanwhile. Nothing was saved.")))


def _on_database_error(error: DBAPIError) -> ResponseReturnValue:
    words = str(error.orig).lower()
    if "disk is full" in words or "disk full" in words or "no space left" in words:
        log.error("disk full")
        return _error_page(507, bare=True)
    if isinstance(error, OperationalError | InterfaceError):
        log.error("database away", kind=type(error.orig).__name__, locked="locked" in words)
        answer = _error_page(503, bare=True)
        answer.headers["Retry-After"] = "5"
        return answer
    return _on_fault(error)


def _on_system_error(error: OSError) -> ResponseReturnValue:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        log.error("disk full")
        return _error_page(507, bare=True)
    return _on_fault(error)


def _on_fault(error: Exception) -> ResponseReturnValue:
    log.error("fault", exc_info=error, kind=type(error).__name__, endpoint=request.endpoint)
    return _error_page(500, bare=True)


def _error_page(
    status: int, *, message: i18n.Words = "", bare: bool = False, send_again: bool = True
) -> Response:
    """Say what happened, what is safe and what to do; give back what was typed."""
    db.end_write(keep=False) if not bare else db.forget()
    if bare:
        g.bare = True
    shown = status if status in WITH_PAGES else (400 if status < 500 else 500)  # noqa: PLR2004 - whose fault
    typed, tokens = _typed()
    page = render_template(
        f"errors/{shown}.html",
        message=message,
        request_id=g.get("request_id", ""),
        typed=typed,
        tokens=tokens if send_again else [],
        retry_url=request.path if typed and send_again else None,
        process=None,
    )
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _typed() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return what was typed into the form that failed, and its hidden tokens."""
    if request.method in SAFE_METHODS:
        return [], []
    try:
        pairs = list(request.form.items(multi=True))
    except HTTPException:
        return [], []
    hidden = {CSRF_KEY, TOKEN_FIELD}
    typed = [(name, value) for name, value in pairs if name not in hidden and value.strip()]
    return typed, [(name, value) for name, value in pairs if name in hidden]


__all__ = ["House", "Visit", "set_up_edge"]
