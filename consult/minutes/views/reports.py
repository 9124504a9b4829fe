"""The report of a session: at the desk with every number, in the room without small ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template

from consult.commitments import AGREEMENTS, state_words
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.policy import require
from consult.minutes.policy import is_told
from consult.minutes.report import Reader, report_of
from consult.minutes.views.entering import desk_of, who_was_there
from consult.paper import crops_of
from consult.seats import session_at

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

desk = Blueprint(
    "minutes_report",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/report",
)
room = Blueprint("minutes_room", __name__, url_prefix="/t/<code>")


@desk.get("")
@open_to(SIGNED_IN)
def show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the staff who was there, what was said and chosen, and what was promised."""
    at = desk_of(slug, code, number)
    require(is_told(at.session))
    return render_template(
        "minutes/report.html",
        process=at.process,
        session=at.session,
        report=report_of(at.session, Reader.STAFF),
        crops=crops_of(at.session),
        agreements=AGREEMENTS,
        states=state_words,
        closing_url=at.url("minutes_closing.show"),
    )


@room.get("/report")
@open_to(EVERYONE, kept=False)
def report_show(code: str) -> ResponseReturnValue:
    """Show the same to who was there, and what became of their own cards."""
    session = session_at(code)
    seat, away = who_was_there(session)
    if away is not None:
        return away
    if not is_told(session):
        return redirect(f"/t/{session.join_code}", 303)
    return render_template(
        "minutes/report.html",
        process=session.table.process,
        session=session,
        report=report_of(session, Reader.ROOM, seat),
        seat=seat,
        agreements=AGREEMENTS,
        states=state_words,
    )
