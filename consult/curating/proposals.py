"""The curators' desk, what tables propose: a pile of cards to accept as a node, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.curating.forms import ProposalForm
from consult.curating.proposed import get_proposal, laid_in, refused_in
from consult.curating.proposing import accept_proposal, refuse_proposal, reopen_proposal
from consult.curating.shape import around, at_the_desk
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("curating_proposals", __name__, url_prefix="/processes/<slug>/desk/idea-map")


@bp.get("/proposals")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List what tables propose and nobody has decided on, and what was refused a while ago."""
    person, process = at_the_desk(slug)
    form = ProposalForm(formdata=None)
    form.choose_from(process)
    return render_template(
        "curating/proposals.html",
        laid=laid_in(process),
        refused=refused_in(process),
        form=form,
        action=ActionForm(formdata=None),
        **around(person, process),
    )


@bp.post("/proposals/<int:proposal_id>/acceptance")
@open_to(SIGNED_IN)
def acceptance_create(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Make a node of a pile."""
    person, process = at_the_desk(slug)
    form = ProposalForm()
    form.choose_from(process)
    if not form.validate_on_submit():
        return redirect(url_for("curating_proposals.index", slug=slug), 303)
    node = accept_proposal(person, process, get_proposal(process, proposal_id), form.chosen())
    flash(_("The node is on the map. What is not published yet hangs there when it is."), "success")
    return redirect(url_for("curating_desk.show", slug=slug, node_id=node.id), 303)


@bp.post("/proposals/<int:proposal_id>/refusal")
@open_to(SIGNED_IN)
def refusal_create(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Make no node of a pile."""
    person, process = at_the_desk(slug)
    if ActionForm().validate_on_submit():
        refuse_proposal(person, process, get_proposal(process, proposal_id))
        flash(_("No node is made of it. You can undo this below."), "success")
    return redirect(url_for("curating_proposals.index", slug=slug), 303)


@bp.post("/proposals/<int:proposal_id>/refusal/delete")
@open_to(SIGNED_IN)
def refusal_delete(slug: str, proposal_id: int) -> ResponseReturnValue:
    """Undo a refusal."""
    person, process = at_the_desk(slug)
    if ActionForm().validate_on_submit():
        reopen_proposal(person, process, get_proposal(process, proposal_id))
        flash(_("It is among the proposals again."), "success")
    return redirect(url_for("curating_proposals.index", slug=slug), 303)
