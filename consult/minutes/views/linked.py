"""Minutes by the link of a letter: read, corrected, and no more letters, without an account."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.kernel import limits
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.times import set_zone
from consult.minutes.drafting import correct, minutes_of
from consult.minutes.forms import CorrectionForm
from consult.minutes.models import MinutesState
from consult.minutes.tokens import seat_id_of
from consult.minutes.views.public import room_page
from consult.seats import Seat, address_of, forget_address
from consult.tables import get_session, session_path

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.minutes.models import Minutes
    from consult.tables import Session

bp = Blueprint("minutes_linked", __name__, url_prefix="/minutes/<token>")
ASKED, IN_TIME = 20, timedelta(hours=1)


@bp.get("")
@open_to(EVERYONE, kept=False)
def show(token: str) -> ResponseReturnValue:
    """Show the minutes to who holds the link; once they are approved, as everyone reads them."""
    seat, session, minutes = _opened(token)
    if minutes.state is MinutesState.APPROVED:
        return redirect(f"{session_path(session)}/minutes", 303)
    return room_page(session, minutes, seat, CorrectionForm(), token)


@bp.post("/corrections")
@open_to(EVERYONE, kept=False)
def corrections_create(token: str) -> ResponseReturnValue:
    """Ask for a correction."""
    form = CorrectionForm()
    sound = form.validate_on_submit()
    seat, session, minutes = _opened(token)
    limits.allow("minutes.corrections", str(seat.id), burst=ASKED, per=IN_TIME)
    if sound:
        correct(seat, minutes, form.source.data or "")
        flash(_("Received. The answer comes on this page."), "success")
        return redirect(url_for("minutes_linked.show", token=token), 303)
    return room_page(session, minutes, seat, form, token), 422


@bp.get("/stop")
@open_to(EVERYONE, kept=False)
def stop_new(token: str) -> ResponseReturnValue:
    """Show the button: a link that a mail reader opens by itself deletes nothing."""
    seat = _seat(token)
    return render_template("minutes/stop.html", token=token, stopped=address_of(seat) is None)


@bp.post("/stop")
@open_to(EVERYONE)
def stop_create(token: str) -> ResponseReturnValue:
    """Delete the address that was left, whoever presses: its owner, or their mail (RFC 8058).

    Mail programs bring neither cookie nor CSRF token: the signed token in the address is proof.
    """
    db.begin_write()
    forget_address(_seat(token).id)
    return redirect(url_for("minutes_linked.stop_new", token=token), 303)


def _seat(token: str) -> Seat:
    seat = db.session.get(Seat, seat_id_of(token, now()))
    if seat is None:
        raise NotFoundError(_("This address does not work. Copy it whole from the letter."))
    return seat


def _opened(token: str) -> tuple[Seat, Session, Minutes]:
    seat = _seat(token)
    session = get_session(seat.session_id)
    set_zone(session.table.process.cycle.time_zone)
    minutes = minutes_of(session)
    if minutes is None or minutes.state is MinutesState.DRAFT:
        raise NotFoundError(_("These minutes were not begun yet."))
    return seat, session, minutes
