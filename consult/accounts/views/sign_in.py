"""Pages for signing in and out."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.commands import (
    CodeEndedError,
    ask_for_code,
    check_code,
    sign_in_with_code,
    sign_out,
)
from consult.accounts.forms import AddressForm, CodeForm
from consult.accounts.models import SignInCode
from consult.accounts.paths import local_path
from consult.accounts.presence import browser_at_the_door, current_person
from consult.accounts.queries import code_named
from consult.accounts.views.blueprint import bp
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import Words, _, current_language
from consult.kernel.visit import client_address, visit

PREFILLED = 12


@bp.get("/sign-in")
@open_to(EVERYONE, query=("next",))
def sign_in_new() -> ResponseReturnValue:
    """Ask for the address."""
    next_path = local_path(request.args.get("next"))
    if current_person() is not None:
        return redirect(next_path, 303)
    return render_template("accounts/sign_in_new.html", form=AddressForm(), next_path=next_path)


@bp.post("/sign-in")
@open_to(EVERYONE, query=("next",))
def sign_in_create() -> ResponseReturnValue:
    """Send a code, and go to the page that asks for it."""
    form, next_path = AddressForm(), local_path(request.args.get("next"))
    if form.validate_on_submit():
        try:
            code = ask_for_code(
                form.email.data or "",
                language=current_language(),
                next_path=next_path,
                network=client_address(),
            )
        except RefusedError as refusal:
            if refusal.field is None:
                raise
            form.show(refusal)
        else:
            return redirect(url_for("accounts.sign_in_show", challenge=code.challenge), 303)
    return render_template("accounts/sign_in_new.html", form=form, next_path=next_path), 422


@bp.get("/sign-in/<challenge>")
@open_to(EVERYONE, query=("code",))
def sign_in_show(challenge: str) -> ResponseReturnValue:
    """Ask for the six digits; the link in the letter fills them in, and opens nothing by itself."""
    code = code_named(challenge)
    if current_person() is not None:
        return redirect(local_path(code.next_path if code else None), 303)
    if code is None or not code.usable(now(), visit().token_hash or ""):
        return _ended(_("This code no longer works: ask for a new one."))
    return _ask_for_digits(code, CodeForm(data={"code": request.args.get("code", "")[:PREFILLED]}))


@bp.post("/sign-in/<challenge>")
@open_to(EVERYONE, query=("code",))
def sign_in_update(challenge: str) -> ResponseReturnValue:
    """Sign this browser in, and go where the person was going."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            code = check_code(
                challenge,
                form.code.data or "",
                visit_hash=visit().token_hash or "",
                network=client_address(),
            )
        except CodeEndedError as ended:
            return _ended(ended.message)
        except RefusedError as refusal:
            if refusal.field is None:
                raise
            form.show(refusal)
        else:
            return _enter(code)
    asked = code_named(challenge)
    if asked is None:
        return _ended(_("This code no longer works: ask for a new one."))
    return _ask_for_digits(asked, form), 422


def _enter(code: SignInCode) -> ResponseReturnValue:
    opened = sign_in_with_code(code, browser_at_the_door())
    next_path = local_path(code.next_path)
    if opened.person.welcomed:
        return redirect(next_path, 303)
    return redirect(url_for("accounts.welcome_new", next=next_path), 303)


def _ask_for_digits(code: SignInCode, form: CodeForm) -> str:
    return render_template("accounts/sign_in_show.html", code=code, form=form)


def _ended(words: Words) -> ResponseReturnValue:
    return render_template("accounts/sign_in_ended.html", words=words), 404


@bp.get("/sign-out")
@open_to(EVERYONE)
def sign_out_new() -> ResponseReturnValue:
    """Show the button: signing out is a POST, so that no picture or link can do it."""
    if current_person() is None:
        return redirect("/", 303)
    return render_template("accounts/sign_out_new.html", form=ActionForm())


@bp.post("/sign-out")
@open_to(EVERYONE)
def sign_out_create() -> ResponseReturnValue:
    """End this browser's sign-in; its token, wherever it was copied, opens nothing more."""
    if ActionForm().validate_on_submit():
        token_hash = visit().token_hash
        if token_hash is not None:
            sign_out(token_hash)
        visit().forget()
        flash(_("You are signed out."), "success")
    return redirect("/", 303)
