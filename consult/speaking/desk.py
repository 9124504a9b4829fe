"""The facilitator gives the floor, orders the list and ends turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request

from consult.accounts import signed_in_person
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import BadRequestError, NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.processes import get_process
from consult.seats import present_in
from consult.speaking.commands import end_turn, give_floor, give_floor_to, move_up
from consult.speaking.queries import get_turn
from consult.tables import console_path, find_session

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.tables import Session

bp = Blueprint(
    "speaking_desk",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/console/turns",
)


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Give the floor to somebody who has not asked."""
    sound = ActionForm().validate_on_submit()
    session = _session(slug, code, number)
    if sound and session.block is not None:
        typed = request.form.get("seat", "")
        if not typed.isdigit():
            raise BadRequestError(_("Say whom you give the floor."))
        seat = next((one for one in present_in(session) if one.id == int(typed)), None)
        if seat is None:
            raise NotFoundError(_("There is no such seat."))
        give_floor_to(signed_in_person(), session, seat, session.block)
    return redirect(console_path(session), 303)


@bp.post("/<int:turn_id>/floor")
@open_to(SIGNED_IN)
def floor_create(slug: str, code: str, number: int, turn_id: int) -> ResponseReturnValue:
    """Give the floor to somebody who waits."""
    sound = ActionForm().validate_on_submit()
    session = _session(slug, code, number)
    if sound:
        give_floor(signed_in_person(), session, get_turn(session, turn_id))
    return redirect(console_path(session), 303)


@bp.post("/<int:turn_id>/earlier")
@open_to(SIGNED_IN)
def earlier_create(slug: str, code: str, number: int, turn_id: int) -> ResponseReturnValue:
    """Let somebody speak one place earlier."""
    sound = ActionForm().validate_on_submit()
    session = _session(slug, code, number)
    if sound:
        move_up(signed_in_person(), session, get_turn(session, turn_id))
    return redirect(console_path(session), 303)


@bp.post("/ending")
@open_to(SIGNED_IN)
def ending_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """End the turn of who speaks."""
    sound = ActionForm().validate_on_submit()
    session = _session(slug, code, number)
    if sound:
        end_turn(signed_in_person(), session)
    return redirect(console_path(session), 303)


def _session(slug: str, code: str, number: int) -> Session:
    return find_session(get_process(slug, signed_in_person()), code, number)
