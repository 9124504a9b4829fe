"""Who is here: the person that the browser of this request is signed in as."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from flask import Flask, Request, request
from flask_login import LoginManager
from sqlalchemy.exc import DBAPIError

from consult.accounts.browsers import browser_and_system
from consult.accounts.commands import Browser, note_seen
from consult.accounts.models import Person, SignIn
from consult.accounts.queries import live_sign_in
from consult.kernel.access import visitor
from consult.kernel.clock import now
from consult.kernel.errors import NotAllowedError
from consult.kernel.i18n import LANGUAGES, _, set_language
from consult.kernel.visit import visit

log = structlog.get_logger()

REST = timedelta(minutes=1)
_resting: list[datetime] = []


def current_person() -> Person | None:
    """Return who is signed in, or none."""
    person = visitor()
    return person if isinstance(person, Person) else None


def signed_in_person() -> Person:
    """Return who is signed in; raises `NotAllowedError` when nobody is."""
    person = current_person()
    if person is None:
        raise NotAllowedError(_("Sign in to go on."))
    return person


def browser_at_the_door() -> Browser:
    """Return this browser as it signs in: it leaves with a new token, the old one opens nothing."""
    here = visit()
    arrived_hash = here.token_hash or ""
    name, system = browser_and_system(request.user_agent.string)
    return Browser(arrived_hash, here.rotate(), name, system)


def set_up_presence(app: Flask) -> None:
    """Let the app know people by their server-side sign-ins, and speak their language."""
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(_load)
    manager.init_app(app, add_context_processor=False)
    app.before_request(_speak_their_language)


def _load(_request: Request) -> Person | None:
    """Find the person in one query; a browser where nobody has signed in costs none."""
    here = visit()
    token_hash = here.token_hash
    if token_hash is None or not here.may_be_signed_in:
        return None
    at = now()
    found = live_sign_in(token_hash, at)
    if found is None:
        return None
    _note_seen(found, at)
    return found.person


def _note_seen(opened: SignIn, at: datetime) -> None:
    """Note it, unless the database is locked or full: that must keep nobody from reading.

    After a failure nobody tries for a minute, so that not each page waits for the lock.
    """
    if any(at < rested for rested in _resting):
        return
    _resting.clear()
    try:
        note_seen(opened, at)
    except DBAPIError as error:
        _resting[:] = [at + REST]
        log.warning("sign_in_not_noted", kind=type(error.orig).__name__)


def _speak_their_language() -> None:
    """Speak the person's language, unless this browser has chosen another."""
    chosen = request.args.get("lang") or request.cookies.get("lang")
    if chosen in LANGUAGES or visit().token is None:
        return
    person = current_person()
    if person is not None:
        set_language(person.language)
