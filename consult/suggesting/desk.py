"""The curators' desk, what the vectors suggest: each accepted or refused, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.curating import around, at_the_desk
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.layouts import spots_in
from consult.suggesting.commands import accept_suggestion, refuse_suggestion
from consult.suggesting.drawing import drawn
from consult.suggesting.queries import get_suggestion, laid_in

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

MOST_DOTS = 2_000
"""The newest: more would weigh more than the page is worth."""

bp = Blueprint(
    "suggesting_desk", __name__, url_prefix="/processes/<slug>/desk/idea-map/suggestions"
)


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List the groups that nobody has decided on."""
    person, process = at_the_desk(slug)
    laid = laid_in(process)
    return render_template(
        "suggesting/index.html",
        laid=laid,
        drawing=drawn(spots_in(process.id, MOST_DOTS), laid) if laid else None,
        action=ActionForm(formdata=None),
        **around(person, process),
    )


@bp.post("/<int:suggestion_id>/acceptance")
@open_to(SIGNED_IN)
def acceptance_create(slug: str, suggestion_id: int) -> ResponseReturnValue:
    """Make a node of a group, to be worded next."""
    person, process = at_the_desk(slug)
    if not ActionForm().validate_on_submit():
        return redirect(url_for("suggesting_desk.index", slug=slug), 303)
    node = accept_suggestion(person, process, get_suggestion(process, suggestion_id))
    flash(_("The node is on the map with its voices. Say what they share."), "success")
    return redirect(url_for("curating_desk.edit", slug=slug, node_id=node.id), 303)


@bp.post("/<int:suggestion_id>/refusal")
@open_to(SIGNED_IN)
def refusal_create(slug: str, suggestion_id: int) -> ResponseReturnValue:
    """Make no node of a group."""
    person, process = at_the_desk(slug)
    if ActionForm().validate_on_submit():
        refuse_suggestion(person, process, get_suggestion(process, suggestion_id))
        flash(_("No node is made of it, and it is not suggested again."), "success")
    return redirect(url_for("suggesting_desk.index", slug=slug), 303)
