"""The curators' desk: nodes, and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.accounts import Person
from consult.contributions import Contribution, get_contribution
from consult.curating.forms import (
    TEXTS,
    HangForm,
    LinkForm,
    LookUpForm,
    NodeForm,
    code_of,
    new_node_form,
    node_form,
    texts_of,
)
from consult.curating.queries import get_link, links_on, looked_up, says_the_same, taken_off
from consult.curating.shape import around, at_the_desk, loose_page
from consult.ideamap import (
    MATURITIES,
    LinkedAlreadyError,
    NotAllPublicError,
    NoTitleError,
    StaleNodeError,
    bonds_of,
    create_node,
    edit_node,
    get_node,
    hang_several,
    joined_into,
    link_contribution,
    node_actions,
    nodes_in,
    unlink_contribution,
)
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.processes import Process

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.ideamap import Node

bp = Blueprint("curating_desk", __name__, url_prefix="/processes/<slug>/desk/idea-map")


@bp.get("")
@open_to(SIGNED_IN, query=("q", "zone", "theme"))
def index(slug: str) -> ResponseReturnValue:
    """List the nodes, and what is published and hangs nowhere yet."""
    person, process = at_the_desk(slug)
    form = HangForm(formdata=None)
    form.choose_from(nodes_in(process))
    return loose_page(person, process, form)


@bp.get("/nodes/new")
@open_to(SIGNED_IN, query=("code",))
def new(slug: str) -> ResponseReturnValue:
    """Ask what a new node says, beginning with a voice and what says the same if one is named."""
    person, process = at_the_desk(slug)
    first = _asked_for(process, code_of(request.args.get("code")), person)
    return _node_page(person, process, None, new_node_form(process, first), first)


@bp.post("/nodes")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Open a node; what it begins with hangs on it at once."""
    person, process = at_the_desk(slug)
    form = new_node_form(process)
    first = _asked_for(process, code_of(form.code.data), person)
    if form.validate_on_submit():
        try:
            node = create_node(person, process, form.draft())
            if first:
                hang_several(person, process, node, [one.code for one in says_the_same(first)])
        except NoTitleError as refusal:
            form.show(refusal)
        except NotAllPublicError as refusal:
            refusal.field = None
            form.show(refusal)
        else:
            flash(_("The node is on the map. Link to it what belongs there."), "success")
            return redirect(url_for("curating_desk.show", slug=slug, node_id=node.id), 303)
    return _node_page(person, process, None, form, first), 422


@bp.get("/nodes/<int:node_id>")
@open_to(SIGNED_IN, query=("q",))
def show(slug: str, node_id: int) -> ResponseReturnValue:
    """Show what hangs on a node, and look up what could."""
    person, process = at_the_desk(slug)
    node = get_node(process, node_id)
    asked = LookUpForm(request.args)
    links = links_on(node)
    return render_template(
        "curating/show.html",
        node=node,
        links=links,
        linked={link.contribution_id for link in links},
        taken_off=taken_off(node),
        bonds=bonds_of(node),
        joined=joined_into(node),
        asked=asked,
        hits=looked_up(process, asked.q.data) if asked.q.data else None,
        actions=node_actions.fill([node])[node.id],
        maturities=MATURITIES,
        action=ActionForm(),
        **around(person, process),
    )


@bp.get("/nodes/<int:node_id>/edit")
@open_to(SIGNED_IN)
def edit(slug: str, node_id: int) -> ResponseReturnValue:
    """Ask what a node says now."""
    person, process = at_the_desk(slug)
    node = get_node(process, node_id)
    return _node_page(person, process, node, node_form(process, node))


@bp.post("/nodes/<int:node_id>")
@open_to(SIGNED_IN)
def update(slug: str, node_id: int) -> ResponseReturnValue:
    """Keep what a node says; the second of two curators sees what differs and loses nothing."""
    person, process = at_the_desk(slug)
    form = node_form(process, get_node(process, node_id))
    status = 422
    if form.validate_on_submit():
        node = get_node(process, node_id)
        try:
            edit_node(person, process, node, form.draft(), form.version_seen())
        except NoTitleError as refusal:
            form.show(refusal)
        except StaleNodeError as conflict:
            form.show_conflict(conflict, texts_of(node), node.version)
            status = conflict.status
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("curating_desk.show", slug=slug, node_id=node_id), 303)
    return _node_page(person, process, get_node(process, node_id), form), status


@bp.get("/links/new")
@open_to(SIGNED_IN, query=("code",))
def link_new(slug: str) -> ResponseReturnValue:
    """Ask to which node a contribution belongs."""
    person, process = at_the_desk(slug)
    form = LinkForm(data={"code": request.args.get("code", "")})
    return _link_page(person, process, form)


@bp.post("/links")
@open_to(SIGNED_IN)
def link_create(slug: str) -> ResponseReturnValue:
    """Hang a contribution on a node."""
    person, process = at_the_desk(slug)
    form = LinkForm()
    form.choose_from(nodes_in(process))
    if form.validate_on_submit():
        try:
            contribution = get_contribution(process, form.code_asked(), person)
            node = get_node(process, int(form.node.data))
            link_contribution(person, process, node, contribution, form.note.data or "")
            if form.together.data:
                alike = [one.code for one in says_the_same(contribution)]
                hang_several(person, process, node, alike)
        except LinkedAlreadyError as refusal:
            form.show(refusal)
        except NotFoundError:
            form.show(NotFoundError(_("No contribution has this code."), field="code"))
        else:
            flash(_("Linked. Its author is told."), "success")
            return redirect(url_for("curating_desk.show", slug=slug, node_id=node.id), 303)
    return _link_page(person, process, form), 422


@bp.post("/nodes/<int:node_id>/links/<int:link_id>/delete")
@open_to(SIGNED_IN)
def link_delete(slug: str, node_id: int, link_id: int) -> ResponseReturnValue:
    """Take a contribution off a node; it stays in the list of those to link again."""
    if ActionForm().validate_on_submit():
        person, process = at_the_desk(slug)
        link = get_link(get_node(process, node_id), link_id)
        unlink_contribution(person, process, link)
        flash(_("Taken off the node. You can link it again below."), "success")
    return redirect(url_for("curating_desk.show", slug=slug, node_id=node_id), 303)


def _node_page(
    person: Person,
    process: Process,
    node: Node | None,
    form: NodeForm,
    first: Contribution | None = None,
) -> str:
    return render_template(
        "curating/edit.html",
        node=node,
        form=form,
        texts=TEXTS,
        begins=says_the_same(first) if first else [],
        **around(person, process),
    )


def _link_page(person: Person, process: Process, form: LinkForm) -> str:
    nodes = nodes_in(process)
    form.choose_from(nodes)
    contribution = _asked_for(process, form.code_asked(), person)
    return render_template(
        "curating/link_new.html",
        form=form,
        nodes=nodes,
        contribution=contribution,
        alike=says_the_same(contribution)[1:] if contribution else [],
        **around(person, process),
    )


def _asked_for(process: Process, code: str, person: Person) -> Contribution | None:
    try:
        return get_contribution(process, code, person)
    except NotFoundError:
        return None
