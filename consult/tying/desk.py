"""The curators' desk, what interviewees approved: hung on the node its code is, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.curating import around, at_the_desk
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.tying.commands import hang_tied, refuse_tied
from consult.tying.queries import count_tied, tied_in

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("tying_desk", __name__, url_prefix="/processes/<slug>/desk/idea-map/passages")


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List what waits, each with the node and the reason."""
    person, process = at_the_desk(slug)
    return render_template(
        "tying/index.html",
        tied=tied_in(process, person),
        waiting=count_tied(process),
        action=ActionForm(formdata=None),
        **around(person, process),
    )


@bp.post("/<int:contribution_id>/nodes/<int:node_id>")
@open_to(SIGNED_IN)
def create(slug: str, contribution_id: int, node_id: int) -> ResponseReturnValue:
    """Hang one on its node."""
    person, process = at_the_desk(slug)
    if ActionForm().validate_on_submit():
        _say(_("It is linked to the node."), hang_tied(person, process, node_id, contribution_id))
    return redirect(url_for("tying_desk.index", slug=slug), 303)


@bp.post("/<int:contribution_id>/nodes/<int:node_id>/refusal")
@open_to(SIGNED_IN)
def refusal_create(slug: str, contribution_id: int, node_id: int) -> ResponseReturnValue:
    """Leave one where it is."""
    person, process = at_the_desk(slug)
    if ActionForm().validate_on_submit():
        done = refuse_tied(person, process, node_id, contribution_id)
        _say(_("It is not proposed for this node again."), done)
    return redirect(url_for("tying_desk.index", slug=slug), 303)


def _say(words: str, done: bool) -> None:  # noqa: FBT001  # what was done, or that it was before
    """Tell what came of a press: a second one, or one after a colleague's, changes nothing."""
    flash(words if done else _("It waits no more: it was decided a moment ago."), "success")
