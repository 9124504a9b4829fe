"""The curators' desk, splitting a node: some of its voices go to a new one, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.curating.forms import TEXTS, split_form
from consult.curating.queries import links_on
from consult.curating.shape import around, at_the_desk
from consult.ideamap import (
    CannotSplitError,
    NoReasonError,
    NoTitleError,
    bonds_of,
    get_node,
    mend_node,
    split_node,
)
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.curating.forms import SplitForm
    from consult.processes import Process

bp = Blueprint(
    "curating_split", __name__, url_prefix="/processes/<slug>/desk/idea-map/nodes/<int:node_id>"
)


@bp.get("/split/new")
@open_to(SIGNED_IN)
def new(slug: str, node_id: int) -> ResponseReturnValue:
    """Ask which voices go to a new node, and what that says."""
    person, process = at_the_desk(slug)
    return _split_page(person, process, node_id, split_form(process))


@bp.post("/split")
@open_to(SIGNED_IN)
def create(slug: str, node_id: int) -> ResponseReturnValue:
    """Split a node."""
    person, process = at_the_desk(slug)
    form = split_form(process)
    if form.validate_on_submit():
        try:
            beside = split_node(person, process, get_node(process, node_id), form.draft())
        except (NoReasonError, NoTitleError, CannotSplitError) as refusal:
            form.show(refusal)
        else:
            flash(_("Split. It can be undone from here."), "success")
            return redirect(url_for("curating_desk.show", slug=slug, node_id=beside.id), 303)
    return _split_page(person, process, node_id, form), 422


@bp.post("/split/delete")
@open_to(SIGNED_IN)
def delete(slug: str, node_id: int) -> ResponseReturnValue:
    """Join a node back into the one that it was split from."""
    person, process = at_the_desk(slug)
    if not ActionForm().validate_on_submit():
        return redirect(url_for("curating_desk.show", slug=slug, node_id=node_id), 303)
    split_from = bonds_of(get_node(process, node_id)).split_from
    if split_from is None:
        raise NotFoundError(_("This node was not split from another."))
    bond, other = split_from
    mend_node(person, process, bond)
    flash(_("The two are one node again."), "success")
    return redirect(url_for("curating_desk.show", slug=slug, node_id=other.id), 303)


def _split_page(person: Person, process: Process, node_id: int, form: SplitForm) -> str:
    node = get_node(process, node_id)
    voices = [link.contribution for link in links_on(node) if link.contribution.is_public]
    return render_template(
        "curating/split.html",
        node=node,
        voices=voices,
        ticked=form.codes.data or [],
        form=form,
        texts=TEXTS,
        **around(person, process),
    )
