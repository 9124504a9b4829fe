"""The curators' desk, what is done to nodes: how far they have come, joining, several voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.curating.forms import HangForm, JoinForm, MaturityForm
from consult.curating.queries import links_with
from consult.curating.shape import around, at_the_desk, loose_page
from consult.ideamap import (
    CannotJoinError,
    Maturity,
    NoReasonError,
    NotAllPublicError,
    StaleNodeError,
    bonds_of,
    get_node,
    hang_several,
    join_node,
    nodes_in,
    part_node,
    set_maturity,
    take_off_several,
)
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _, ngettext, text

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.ideamap import Node
    from consult.processes import Process

bp = Blueprint("curating_nodes", __name__, url_prefix="/processes/<slug>/desk/idea-map")

LONG = 10
"""An id has fewer digits."""


@bp.post("/batches")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Hang several contributions on a node."""
    person, process = at_the_desk(slug)
    form = HangForm()
    form.choose_from(nodes_in(process))
    if form.validate_on_submit():
        node = get_node(process, int(form.node.data))
        try:
            links = hang_several(person, process, node, form.ticked())
        except NotAllPublicError as refusal:
            form.show(refusal)
        else:
            told = ngettext("%(num)s voice linked.", "%(num)s voices linked.", len(links))
            flash(told, "success")
            return redirect(url_for("curating_desk.index", slug=slug), 303)
    return loose_page(person, process, form), 422


@bp.post("/batches/delete")
@open_to(SIGNED_IN)
def delete(slug: str) -> ResponseReturnValue:
    """Take off again what was hung together."""
    if ActionForm().validate_on_submit():
        person, process = at_the_desk(slug)
        ids = [
            int(one) for one in request.form.getlist("link") if one.isdecimal() and len(one) < LONG
        ]
        number = take_off_several(person, process, links_with(process, ids))
        flash(ngettext("%(num)s link undone.", "%(num)s links undone.", number), "success")
    return redirect(url_for("curating_desk.index", slug=slug), 303)


@bp.get("/nodes/<int:node_id>/maturity/edit")
@open_to(SIGNED_IN)
def edit(slug: str, node_id: int) -> ResponseReturnValue:
    """Ask how far a node has come, and whether it belongs with another."""
    person, process = at_the_desk(slug)
    node = get_node(process, node_id)
    form = MaturityForm(data={"version": str(node.version), "maturity": node.maturity.value})
    return _standing_page(person, process, node, form, JoinForm())


@bp.post("/nodes/<int:node_id>/maturity")
@open_to(SIGNED_IN)
def maturity_update(slug: str, node_id: int) -> ResponseReturnValue:
    """Keep how far a node has come."""
    person, process = at_the_desk(slug)
    form, status = MaturityForm(), 422
    form.choose()
    if form.validate_on_submit():
        node = get_node(process, node_id)
        step = Maturity(form.maturity.data), form.reason.data or ""
        try:
            set_maturity(person, process, node, step, form.version_seen())
        except NoReasonError as refusal:
            form.show(refusal)
        except StaleNodeError as conflict:
            form.show(conflict)
            form.version.data = str(node.version)
            status = conflict.status
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("curating_desk.show", slug=slug, node_id=node_id), 303)
    node = get_node(process, node_id)
    return _standing_page(person, process, node, form, JoinForm(formdata=None)), status


@bp.post("/nodes/<int:node_id>/joining")
@open_to(SIGNED_IN)
def joining_create(slug: str, node_id: int) -> ResponseReturnValue:
    """Join a node into another."""
    person, process = at_the_desk(slug)
    form = JoinForm()
    form.other.choices = _others(process, node_id)
    if form.validate_on_submit():
        node, other = get_node(process, node_id), get_node(process, int(form.other.data))
        try:
            join_node(person, process, node, other, form.why.data or "")
        except NoReasonError as refusal:
            refusal.field = "why"
            form.show(refusal)
        except CannotJoinError as refusal:
            form.show(refusal)
        else:
            flash(_("Joined. It can be undone from here."), "success")
            return redirect(url_for("curating_desk.show", slug=slug, node_id=other.id), 303)
    node = get_node(process, node_id)
    own = MaturityForm(
        formdata=None, data={"version": str(node.version), "maturity": node.maturity.value}
    )
    return _standing_page(person, process, node, own, form), 422


@bp.post("/nodes/<int:node_id>/joining/<int:bond_id>/delete")
@open_to(SIGNED_IN)
def joining_delete(slug: str, node_id: int, bond_id: int) -> ResponseReturnValue:
    """Let a node that was joined into this one stand by itself again."""
    if ActionForm().validate_on_submit():
        person, process = at_the_desk(slug)
        joined = bonds_of(get_node(process, node_id)).joined
        bond = next((bond for bond, _other in joined if bond.id == bond_id), None)
        if bond is None:
            raise NotFoundError(_("There is no such joining."))
        part_node(person, process, bond)
        flash(_("It stands by itself again."), "success")
    return redirect(url_for("curating_desk.show", slug=slug, node_id=node_id), 303)


def _others(process: Process, node_id: int) -> list[tuple[str, str]]:
    return [(str(one.id), text(one.title)) for one in nodes_in(process) if one.id != node_id]


def _standing_page(
    person: Person, process: Process, node: Node, form: MaturityForm, join: JoinForm
) -> str:
    form.choose()
    join.other.choices = _others(process, node.id)
    return render_template(
        "curating/standing.html",
        node=node,
        form=form,
        join=join,
        **around(person, process),
    )
