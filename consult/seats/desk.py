"""The seats of a session at the console: letting people in, correcting, writing them down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _, ngettext
from consult.seats.commands import (
    WrongSeatError,
    admit,
    admit_all,
    change_code,
    refuse,
    rename,
    set_approval,
    show_left,
    write_down,
)
from consult.seats.doors import at_console
from consult.seats.forms import NameForm, WriteDownForm
from consult.seats.policy import can_change_seats
from consult.seats.presence import presence_in
from consult.seats.queries import find_seat
from consult.tables import console_path
from consult.taxonomy import territory_of
from consult.territory import municipalities_on, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.seats.models import Seat
    from consult.tables import Session

PLACE = "/processes/<slug>/desk/tables/<code>/sessions/<int:number>/console/seats"

bp = Blueprint("seats_desk", __name__, url_prefix=PLACE)


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str, code: str, number: int) -> ResponseReturnValue:
    """List who sits in the session, with what can be done with each seat."""
    person, session = at_console(slug, code, number)
    return _list_page(person, session, WriteDownForm(formdata=None))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Write a seat down for someone in the room."""
    form = WriteDownForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    if sound:
        try:
            seat = write_down(person, session, form.draft())
        except WrongSeatError as refusal:
            form.show(refusal)
        else:
            flash(_("%(name)s has seat %(number)d.", name=seat.name, number=seat.number), "success")
            return redirect(_back(session), 303)
    return _list_page(person, session, form), 422


@bp.post("/admissions")
@open_to(SIGNED_IN)
def admissions_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Let in everybody who waits."""
    sound = ActionForm().validate_on_submit()
    person, session = at_console(slug, code, number)
    if sound:
        let_in = admit_all(person, session)
        flash(ngettext("%(num)s person is in.", "%(num)s people are in.", let_in), "success")
    return redirect(_back(session), 303)


@bp.post("/<int:seat>/admission")
@open_to(SIGNED_IN)
def admission_create(slug: str, code: str, number: int, seat: int) -> ResponseReturnValue:
    """Let one person in, or show that they are here after all."""
    return _do(slug, code, number, seat, admit)


@bp.post("/<int:seat>/refusal")
@open_to(SIGNED_IN)
def refusal_create(slug: str, code: str, number: int, seat: int) -> ResponseReturnValue:
    """Keep one person out."""
    return _do(slug, code, number, seat, refuse)


@bp.post("/<int:seat>/departure")
@open_to(SIGNED_IN)
def departure_create(slug: str, code: str, number: int, seat: int) -> ResponseReturnValue:
    """Show that somebody has gone."""
    return _do(slug, code, number, seat, show_left)


@bp.get("/<int:seat>/name")
@open_to(SIGNED_IN)
def name_edit(slug: str, code: str, number: int, seat: int) -> ResponseReturnValue:
    """Ask for another name of a seat."""
    _person, session = at_console(slug, code, number)
    found = find_seat(session, seat)
    return _name_page(session, found, NameForm(data={"name": found.name}))


@bp.post("/<int:seat>/name")
@open_to(SIGNED_IN)
def name_update(slug: str, code: str, number: int, seat: int) -> ResponseReturnValue:
    """Call a seat otherwise."""
    form = NameForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    found = find_seat(session, seat)
    if sound:
        try:
            rename(person, session, found, form.name.data or "")
        except WrongSeatError as refusal:
            form.show(refusal)
        else:
            return redirect(_back(session), 303)
    return _name_page(session, found, form), 422


@bp.post("/approval")
@open_to(SIGNED_IN)
def approval_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Let people in one by one from now on."""
    return _approval(slug, code, number, asks=True)


@bp.post("/approval/delete")
@open_to(SIGNED_IN)
def approval_delete(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Let in all who have the code from now on."""
    return _approval(slug, code, number, asks=False)


@bp.post("/join-code")
@open_to(SIGNED_IN)
def join_code_update(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Change the code; who sits there already stays."""
    sound = ActionForm().validate_on_submit()
    person, session = at_console(slug, code, number)
    if sound:
        flash(_("The new code is %(code)s.", code=change_code(person, session)), "success")
    return redirect(_back(session), 303)


def address_of(session: Session) -> dict[str, Any]:
    """Return what the addresses of a session's desk are made of."""
    return {
        "slug": session.table.process.slug,
        "code": session.table.code,
        "number": session.number,
    }


def _approval(slug: str, code: str, number: int, *, asks: bool) -> ResponseReturnValue:
    sound = ActionForm().validate_on_submit()
    person, session = at_console(slug, code, number)
    if sound:
        set_approval(person, session, asks=asks)
    return redirect(_back(session), 303)


def _do(
    slug: str,
    code: str,
    number: int,
    seat: int,
    act: Callable[[Person, Session, Seat], None],
) -> ResponseReturnValue:
    """Do one thing with one seat, and go back to where the button stood."""
    sound = ActionForm().validate_on_submit()
    person, session = at_console(slug, code, number)
    if sound:
        act(person, session, find_seat(session, seat))
    return redirect(_back(session), 303)


def _back(session: Session) -> str:
    """Return the page on which a button was pressed: the console, or the list of seats."""
    if request.form.get("to") == "console":
        return console_path(session)
    return url_for("seats_desk.index", **address_of(session))


def _list_page(person: Person, session: Session, form: WriteDownForm) -> str:
    process = session.table.process
    return render_template(
        "seats/desk/index.html",
        session=session,
        process=process,
        address=address_of(session),
        console_url=console_path(session),
        presence=presence_in(session, session.block, now()),
        form=form,
        action=ActionForm(formdata=None),
        places=municipalities_on(territory_of(process.cycle), today()),
        verdict=can_change_seats(person, session),
    )


def _name_page(session: Session, seat: Seat, form: NameForm) -> str:
    return render_template(
        "seats/desk/name.html",
        session=session,
        seat=seat,
        form=form,
        address=address_of(session),
    )
