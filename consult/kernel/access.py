"""Access: each endpoint declares who may come in; the app does not start otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from flask import abort, current_app, redirect, request, url_for
from flask_login import current_user

from consult.kernel.config import current_config
from consult.kernel.errors import BadRequestError, NotAllowedError
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.typing import ResponseReturnValue

ALWAYS_KNOWN = frozenset({"lang"})
# Addresses shared elsewhere come back with these: they are nobody's mistake and we ignore them.
SHARED_LINK_KEYS = ("utm_", "fbclid", "gclid", "mc_")


@runtime_checkable
class Visitor(Protocol):
    """As much of a person as the kernel needs to know."""

    id: int
    language: str
    is_administrator: bool


def visitor() -> Visitor | None:
    """Return who is signed in, or none."""
    person = current_user._get_current_object()  # noqa: SLF001 - the documented way out of a proxy
    return person if getattr(person, "is_authenticated", False) else None


@dataclass(frozen=True, slots=True)
class Access:
    """A named rule at the door; rules about one thing are asked again inside."""

    name: str
    check: Callable[[Visitor | None], Verdict]
    hidden: bool = False


def _signed_in(person: Visitor | None) -> Verdict:
    return YES if person else no(_("Sign in to go on."))


def _administrator(person: Visitor | None) -> Verdict:
    if person and person.is_administrator:
        return YES
    return no(_("Only an administrator can open this page."))


def _demo(person: Visitor | None) -> Verdict:
    del person
    return YES if current_config().demo else no(_("There is nothing here."))


def _development(person: Visitor | None) -> Verdict:
    del person
    config = current_config()
    return YES if config.demo or config.development else no(_("There is nothing here."))


EVERYONE = Access("everyone", lambda person: YES)  # noqa: ARG005 - the shape of a check
SIGNED_IN = Access("signed in", _signed_in)
ADMINISTRATOR = Access("administrator", _administrator)
DEMO_ONLY = Access("demo only", _demo, hidden=True)
DEVELOPMENT = Access("development", _development, hidden=True)

View = TypeVar("View", bound="Callable[..., ResponseReturnValue]")


def open_to(
    access: Access, *, query: tuple[str, ...] = (), kept: bool = True
) -> Callable[[View], View]:
    """Declare who may come in, and which query keys the page knows (unknown ones answer 400).

    A page open to everyone is kept in memory for visitors without a session (`kernel.keeping`),
    unless `kept` says no: then no browser and no proxy on the way keeps it either.
    """

    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]  # told by the view itself
        view.query_keys = ALWAYS_KNOWN | frozenset(query)  # type: ignore[attr-defined]  # told by the view itself
        view.kept = access is EVERYONE and kept  # type: ignore[attr-defined]  # told by the view itself
        return view

    return declare


def guard() -> ResponseReturnValue | None:
    """Stand at the door of the endpoint at hand, before its view."""
    if request.endpoint is None:
        return None
    view: Any = current_app.view_functions[request.endpoint]
    access: Access = view.access
    for key in request.args:
        if key not in view.query_keys and not key.startswith(SHARED_LINK_KEYS):
            raise BadRequestError(_("This page does not know the filter “%(key)s”.", key=key[:40]))
    person = visitor()
    verdict = access.check(person)
    if verdict.allowed:
        return None
    if access.hidden:
        abort(404)
    if person is None and request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.sign_in_new", next=request.full_path.rstrip("?")), 303)
    raise NotAllowedError(verdict.reason)


def check_every_endpoint(app: Flask) -> None:
    """Refuse to start when an endpoint does not say who may open it.

    Raises `RuntimeError` naming every such endpoint.
    """
    silent = sorted(
        name for name, view in app.view_functions.items() if not hasattr(view, "access")
    )
    if silent:
        message = f"These endpoints declare no access: {', '.join(silent)}"
        raise RuntimeError(message)
