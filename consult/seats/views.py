"""Joining: the page that asks for the code, and the one that asks who sits down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response, redirect, render_template, request, url_for

from consult.accounts import current_person, home_of
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.visit import client_address, visit
from consult.live import live_page
from consult.seats.commands import (
    attach_account,
    give_key,
    leave,
    seat_of,
    take_seat,
    use_pass,
)
from consult.seats.devices import forget_seat, remember_seat, seat_at_hand
from consult.seats.doors import session_at
from consult.seats.entering import CalledOffError, count_wrong_code, is_past, session_of_code
from consult.seats.forms import CodeForm, JoinForm
from consult.seats.policy import can_join
from consult.seats.queries import seats_taken
from consult.tables import phone_path, session_path, topic_of
from consult.taxonomy import territory_of
from consult.territory import municipalities_on, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.tables import Session

bp = Blueprint("seats", __name__, url_prefix="/join")


@bp.get("")
@open_to(EVERYONE, query=("code",), kept=False)
def index() -> ResponseReturnValue:
    """Ask for the code, and open the session that it leads to."""
    if "code" not in request.args:
        return render_template("seats/index.html", form=CodeForm(formdata=None))
    form = CodeForm(formdata=request.args)
    if form.validate():
        session = _found(form.code.data or "")
        if session is not None:
            return redirect(url_for("seats.new", code=session.join_code), 303)
        form.code.errors = [_no_session()]
    return render_template("seats/index.html", form=form), 404


@bp.get("/<code>")
@open_to(EVERYONE, kept=False)
def new(code: str) -> ResponseReturnValue:
    """Show the form to sit down, or where one stands: here already, too early, too late."""
    session = _found(code)
    if session is None:
        return _unknown(code)
    seat = seat_at_hand(session)
    if seat is not None:
        return render_template(
            "seats/standing.html",
            session=session,
            process=session.table.process,
            seat=seat,
            phone_url=phone_path(session),
            action=ActionForm(formdata=None),
            live=live_page(topic_of(session)),
        )
    return _form_page(session, code, _empty_form(session))


@bp.post("/<code>")
@open_to(EVERYONE, kept=False)
def create(code: str) -> ResponseReturnValue:
    """Give a seat to whoever sent the form, once; and the cookie that knows it."""
    session = _found(code)
    if session is None:
        return _unknown(code)
    if seat_at_hand(session) is not None:
        return redirect(_phone(session), 303)
    person = current_person()
    form = JoinForm(session, person)
    if form.validate_on_submit():
        session = session_of_code(code)
        if is_past(session, code):
            return _form_page(session, code, form, status=422)
        try:
            token = _sit_down(session, form, person)
        except RefusedError as refusal:
            if refusal.field is None:
                raise
            form.show(refusal)
        else:
            answer = redirect(_phone(session), 303)
            remember_seat(answer, session, token)
            return answer
    return _form_page(session, code, form, status=422)


@bp.post("/<code>/departure")
@open_to(EVERYONE, kept=False)
def departure_create(code: str) -> ResponseReturnValue:
    """Leave the seat that this browser has: its cookie opens nothing any more."""
    sound = ActionForm().validate_on_submit()
    session = session_at(code)
    seat = seat_at_hand(session)
    answer = make_response(redirect(url_for("seats.new", code=session.join_code), 303))
    if sound and seat is not None:
        leave(session, seat)
        forget_seat(answer, session)
    return answer


@bp.get("/<code>/devices/<token>")
@open_to(EVERYONE, kept=False)
def device_new(code: str, token: str) -> ResponseReturnValue:
    """Ask whether to go on here: nothing is used up by looking."""
    session = session_at(code)
    return render_template(
        "seats/device.html",
        session=session,
        process=session.table.process,
        token=token,
        action=ActionForm(formdata=None),
    )


@bp.post("/<code>/devices/<token>")
@open_to(EVERYONE, kept=False)
def device_create(code: str, token: str) -> ResponseReturnValue:
    """Let this browser speak from the seat whose link it was given."""
    sound = ActionForm().validate_on_submit()
    session = session_at(code)
    if not sound:
        return redirect(url_for("seats.device_new", code=code, token=token), 303)
    before = seat_at_hand(session)
    try:
        _seat, key = use_pass(session, token)
    except NotFoundError:
        if before is None:
            raise
        return redirect(_phone(session), 303)  # pressed twice: it is here already
    answer = redirect(_phone(session), 303)
    remember_seat(answer, session, key)
    return answer


@bp.errorhandler(CalledOffError)
def called_off(refusal: CalledOffError) -> ResponseReturnValue:
    """Say that the session was called off, and when the next one is."""
    page = render_template(
        "seats/called_off.html",
        session=refusal.session,
        instead=refusal.instead,
        session_url=session_path,
        table_url=session_path(refusal.session).rpartition("/sessions/")[0],
    )
    return page, refusal.status


def _found(code: str) -> Session | None:
    try:
        return session_of_code(code)
    except CalledOffError:
        raise
    except NotFoundError:
        return None


def _no_session() -> str:
    """Count a code that leads nowhere, and say so."""
    count_wrong_code(client_address())
    return _("No session has this code. Look at it again: six letters, no numbers.")


def _unknown(code: str) -> ResponseReturnValue:
    form = CodeForm(formdata=None, data={"code": code[:40]})
    form.code.errors = [_no_session()]
    return render_template("seats/index.html", form=form), 404


def _empty_form(session: Session) -> JoinForm:
    """The form, with what is known of who is signed in."""
    person = current_person()
    home = home_of(person) if person else None
    known = {"name": person.display_name, "place": home.name if home else ""} if person else {}
    return JoinForm(session, person, data=known)


def _form_page(
    session: Session, code: str, form: JoinForm, status: int = 200
) -> ResponseReturnValue:
    process = session.table.process
    verdict = can_join(session, seats_taken(session))
    page = render_template(
        "seats/new.html",
        session=session,
        process=process,
        form=form,
        verdict=verdict,
        past=is_past(session, code),
        places=municipalities_on(territory_of(process.cycle), today()),
    )
    return page, status


def _sit_down(session: Session, form: JoinForm, person: Person | None) -> str:
    """Take a seat, or go back to the one that the person has here, and return its token."""
    if person is not None and form.with_account:
        before = seat_of(person, session)
        if before is not None:
            return give_key(before)
    key = visit().derived(f"seat:{session.id}:{form.key.data}")
    seat, token = take_seat(session, form.draft(), key)
    if person is not None and form.with_account:
        attach_account(person, session, seat)
    return token


def _phone(session: Session) -> str:
    return phone_path(session)
