"""Pages where a person sees the browsers they are signed in from, and ends them."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.commands import end_sign_in, end_sign_ins
from consult.accounts.presence import signed_in_person
from consult.accounts.queries import live_sign_ins
from consult.accounts.views.blueprint import bp
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.visit import visit


@bp.get("/account/sessions")
@open_to(SIGNED_IN)
def sessions_index() -> ResponseReturnValue:
    """List the browsers, this one first."""
    this_hash = visit().token_hash
    return render_template(
        "accounts/sessions_index.html",
        sign_ins=sorted(
            live_sign_ins(signed_in_person(), now()),
            key=lambda one: one.token_hash != this_hash,
        ),
        this_hash=this_hash,
        form=ActionForm(),
    )


@bp.post("/account/sessions/<int:sign_in_id>/delete")
@open_to(SIGNED_IN)
def sessions_delete(sign_in_id: int) -> ResponseReturnValue:
    """End one of them at once."""
    if ActionForm().validate_on_submit():
        end_sign_in(signed_in_person(), sign_in_id)
        flash(_("That browser is signed out."), "success")
    return redirect(url_for("accounts.sessions_index"), 303)


@bp.post("/account/sessions/others/delete")
@open_to(SIGNED_IN)
def other_sessions_delete() -> ResponseReturnValue:
    """End all of them but this one."""
    if ActionForm().validate_on_submit():
        end_sign_ins(signed_in_person(), but=visit().token_hash)
        flash(_("Every other browser is signed out."), "success")
    return redirect(url_for("accounts.sessions_index"), 303)
