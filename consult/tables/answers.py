"""The page that a letter of invitation leads to: coming or not, by one press."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from consult.kernel import limits
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.policy import YES
from consult.kernel.times import set_zone
from consult.kernel.visit import client_address
from consult.tables.commands import answer_invitation, invitation_with
from consult.tables.policy import can_answer
from consult.tables.queries import get_session
from consult.tables.views import said_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("tables_invitations", __name__, url_prefix="/invitations")

WRONG, IN_TIME = 60, timedelta(minutes=10)


@bp.get("/<token>")
@open_to(EVERYONE, kept=False)
def show(token: str) -> ResponseReturnValue:
    """Show what one is asked to, and two buttons: a link opened by a machine answers nothing."""
    try:
        invitation = invitation_with(token)
    except NotFoundError:
        limits.allow("tables.answer", client_address(), burst=WRONG, per=IN_TIME)
        raise
    session = get_session(invitation.session_id)
    set_zone(session.table.process.cycle.time_zone)
    return render_template(
        "tables/invitation.html",
        process=session.table.process,
        table=session.table,
        session=session,
        invitation=invitation,
        token=token,
        form=ActionForm(),
        may_answer=can_answer(session, now()),
        may_have_link=YES,
        **said_of(session),
    )


@bp.post("/<token>")
@open_to(EVERYONE)
def create(token: str) -> ResponseReturnValue:
    """Take the answer in."""
    comes = {"yes": True, "no": False}.get(request.form.get("comes", ""))
    if comes is None:
        raise NotFoundError(_("There is no such answer."))
    if ActionForm().validate_on_submit():
        answer_invitation(token, comes=comes)
    return redirect(url_for("tables_invitations.show", token=token), 303)
