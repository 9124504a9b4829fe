"""What whoever has a seat does with it: another device, their account, being there after all."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from consult.accounts import current_person, signed_in_person
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.visit import visit
from consult.seats.commands import (
    SeatedAlreadyError,
    address_of,
    attach_account,
    come_back,
    detach_account,
    forget_address,
    leave_address,
    make_pass,
    pass_ends,
    seat_of,
)
from consult.seats.devices import seat_at_hand
from consult.seats.doors import seat_here
from consult.seats.entering import session_of_code
from consult.seats.forms import AddressForm
from consult.seats.policy import can_attach, can_leave_address
from consult.tables import phone_path

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.kernel.i18n import Words
    from consult.seats.models import Seat
    from consult.tables import Session

bp = Blueprint("seats_own", __name__, url_prefix="/t/<code>")


@bp.get("/devices")
@open_to(EVERYONE, query=("link",), kept=False)
def devices_new(code: str) -> ResponseReturnValue:
    """Offer a link that opens the seat on another device, and show it to who asked for it."""
    session, seat = seat_here(code)
    url, until = None, None
    if request.args.get("link"):
        token = _pass_token(request.args["link"])
        until = pass_ends(seat, token)
        path = url_for("seats.device_new", code=session.join_code, token=token)
        url = current_config().base_url + path if until else None
    return render_template(
        "seats/devices.html",
        session=session,
        phone_url=phone_path(session),
        action=ActionForm(formdata=None),
        url=url,
        until=until,
    )


@bp.post("/devices")
@open_to(EVERYONE, kept=False)
def devices_create(code: str) -> ResponseReturnValue:
    """Make the link, and show it to this browser alone."""
    sound = ActionForm().validate_on_submit()
    session, seat = seat_here(code)
    if not sound:
        return redirect(url_for("seats_own.devices_new", code=code), 303)
    link = secrets.token_urlsafe(6)
    make_pass(seat, _pass_token(link))
    return redirect(url_for("seats_own.devices_new", code=session.join_code, link=link), 303)


@bp.get("/presence")
@open_to(EVERYONE, kept=False)
def presence_show(code: str) -> ResponseReturnValue:
    """Note that somebody looks at the page of this seat, and answer nothing."""
    seat_here(code)
    return "", 204


@bp.post("/presence")
@open_to(EVERYONE, kept=False)
def presence_create(code: str) -> ResponseReturnValue:
    """Take part again, after somebody took one for gone."""
    sound = ActionForm().validate_on_submit()
    session, seat = seat_here(code)
    if sound:
        come_back(session, seat)
    return redirect(phone_path(session), 303)


@bp.get("/account")
@open_to(EVERYONE, kept=False)
def account_new(code: str) -> ResponseReturnValue:
    """Say what it means to attach one's account, and offer it."""
    return _account_page(*_seat_or_own(code))


@bp.post("/account")
@open_to(SIGNED_IN)
def account_create(code: str) -> ResponseReturnValue:
    """Attach the account of whoever is signed in."""
    sound = ActionForm().validate_on_submit()
    session, seat = seat_here(code)
    if sound:
        try:
            attach_account(signed_in_person(), session, seat)
        except SeatedAlreadyError as refusal:
            return _account_page(session, seat, refusal.message), 422
    return redirect(url_for("seats_own.account_new", code=session.join_code), 303)


@bp.get("/address")
@open_to(EVERYONE, kept=False)
def address_new(code: str) -> ResponseReturnValue:
    """Ask where the minutes are to be sent."""
    session, seat = seat_here(code)
    return _address_page(session, seat, AddressForm(formdata=None))


@bp.post("/address")
@open_to(EVERYONE, kept=False)
def address_create(code: str) -> ResponseReturnValue:
    """Keep the address."""
    form = AddressForm()
    sound = form.validate_on_submit()
    session, seat = seat_here(code)
    if sound:
        try:
            leave_address(session, seat, form.email.data or "")
        except RefusedError as refusal:
            if refusal.field is None:
                raise
            form.show(refusal)
        else:
            return redirect(url_for("seats_own.address_new", code=session.join_code), 303)
    return _address_page(session, seat, form), 422


@bp.post("/address/delete")
@open_to(EVERYONE, kept=False)
def address_delete(code: str) -> ResponseReturnValue:
    """Delete the address."""
    sound = ActionForm().validate_on_submit()
    session, seat = seat_here(code)
    if sound:
        forget_address(seat.id)
    return redirect(url_for("seats_own.address_new", code=session.join_code), 303)


def _address_page(session: Session, seat: Seat, form: AddressForm) -> str:
    return render_template(
        "seats/address.html",
        session=session,
        phone_url=phone_path(session),
        email=address_of(seat),
        verdict=can_leave_address(session, seat, now()),
        form=form,
        action=ActionForm(formdata=None),
    )


@bp.post("/account/delete")
@open_to(SIGNED_IN)
def account_delete(code: str) -> ResponseReturnValue:
    """Take one's account off the seat."""
    sound = ActionForm().validate_on_submit()
    session, seat = _seat_or_own(code)
    if sound:
        detach_account(signed_in_person(), session, seat)
    return redirect(url_for("seats_own.account_new", code=session.join_code), 303)


def _seat_or_own(code: str) -> tuple[Session, Seat]:
    """The seat of this browser or, long after the session, the one with the person's account."""
    person, session = current_person(), session_of_code(code)
    own = seat_of(person, session) if person and seat_at_hand(session) is None else None
    return (session, own) if own else seat_here(code)


def _pass_token(link: str) -> str:
    """Return the secret of a link: only the browser that asked for it can derive it."""
    return visit().derived(f"seat-pass:{link[:40]}")[:43]


def _account_page(session: Session, seat: Seat, refusal: Words = "") -> str:
    person = current_person()
    return render_template(
        "seats/account.html",
        session=session,
        phone_url=phone_path(session),
        seat=seat,
        verdict=can_attach(person, seat, session),
        refusal=refusal,
        action=ActionForm(formdata=None),
    )
