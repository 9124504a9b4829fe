"""How a phone's form is answered: with its page again or, asked by our script, with a piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from consult.tables import Block, Session, phone_path
from consult.wall.pieces import in_place, phone_piece

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.kernel.errors import RefusedError
    from consult.seats import Seat


def wants_piece() -> bool:
    """Whether our script asks, which puts the answer into the page it is on."""
    return request.headers.get("X-Requested-With") == "fetch"


def done(seat: Seat, session: Session) -> ResponseReturnValue:
    """Go back to the phone's page, or give the wall's piece of it as it is now."""
    if wants_piece() and session.block is not None:
        return str(phone_piece(seat, session, session.block) or in_place([]))
    return redirect(phone_path(session), 303)


def refused(
    seat: Seat, session: Session, block: Block, refusal: RefusedError
) -> ResponseReturnValue:
    """Give the wall as it stands now with what went wrong in words, as a piece or as a page."""
    piece = phone_piece(seat, session, block, refusal=refusal.message)
    if wants_piece():
        return str(piece), refusal.status
    page = render_template(
        "wall/refused.html", session=session, piece=piece, back=phone_path(session)
    )
    return page, refusal.status
