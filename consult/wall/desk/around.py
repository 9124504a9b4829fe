"""How the console's forms of the wall are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request

from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.seats import at_console
from consult.tables import Session, console_path
from consult.wall.pieces import console_piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.kernel.forms import Form


def arranged(
    where: tuple[str, str, int], form: Form, act: Callable[[Person, Session], object]
) -> ResponseReturnValue:
    """Do what a form asks, then show the console or, to our script, its piece of the wall.

    A refusal tells our script why beside the wall as it is now; otherwise it finds its page.
    """
    sound = form.validate_on_submit()
    person, session = at_console(*where)
    try:
        if sound:
            act(person, session)
    except RefusedError as refusal:
        if not wants_piece() or session.block is None:
            raise
        db.end_write(keep=False)
        person, session = at_console(*where)
        return _piece(person, session, refusal), refusal.status
    if wants_piece() and session.block is not None:
        return _piece(person, session)
    return redirect(f"{console_path(session)}#wall", 303)


def wants_piece() -> bool:
    """Whether our script asks, which puts the answer into the page it is on."""
    return request.headers.get("X-Requested-With") == "fetch"


def _piece(person: Person, session: Session, refusal: RefusedError | None = None) -> str:
    if session.block is None:
        return ""
    words = refusal.message if refusal is not None else ""
    return str(console_piece(person, session, session.block, words))
