"""Desk pages of the sheets: the list, a new one, one with its voices, and editing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from consult.accounts import Person
from consult.ideamap import Node, counts_of, get_node
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.processes import Process
from consult.projects.commands import StaleProjectError, draft_project, edit_project
from consult.projects.desk.blueprint import around, at_the_desk, bp
from consult.projects.desk.life import sheet_page
from consult.projects.drafts import MainTwiceError, NoTitleError
from consult.projects.forms import (
    TEXTS,
    NewSheetForm,
    SettingAsideForm,
    SheetForm,
    new_sheet_form,
    sheet_form,
    texts_of,
)
from consult.projects.models import CandidateProject
from consult.projects.queries import get_project, projects_in, voices_behind
from consult.projects.words import STATES

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List every project, drafts too."""
    person, process = at_the_desk(slug)
    projects = projects_in(process, drafts=True)
    return render_template(
        "projects/desk/index.html",
        projects=projects,
        behind=voices_behind([project.id for project in projects]),
        states=STATES,
        **around(person, process),
    )


@bp.get("/new")
@open_to(SIGNED_IN, query=("node",))
def new(slug: str) -> ResponseReturnValue:
    """Ask what a new project says; from a node it says already what the node does."""
    person, process = at_the_desk(slug)
    node = _node(process, request.args.get("node", type=int))
    return _new_page(person, process, new_sheet_form(process, node), node)


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Begin a project."""
    person, process = at_the_desk(slug)
    form = new_sheet_form(process)
    node = _node(process, form.node_asked())
    if form.validate_on_submit():
        try:
            node = _node(process, form.node_asked())
            project = draft_project(person, process, form.draft(), node)
        except (NoTitleError, MainTwiceError) as refusal:
            form.show(refusal)
        else:
            flash(_("The draft is kept. Only the staff can read it."), "success")
            return redirect(url_for("projects_desk.show", slug=slug, code=project.code), 303)
    return _new_page(person, process, form, node), 422


@bp.get("/<code>")
@open_to(SIGNED_IN)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show one project with the voices it comes from, and what it lacks to be a candidate."""
    person, process = at_the_desk(slug)
    return sheet_page(person, process, get_project(process, code, person), SettingAsideForm())


@bp.get("/<code>/edit")
@open_to(SIGNED_IN)
def edit(slug: str, code: str) -> ResponseReturnValue:
    """Ask what the sheet says now."""
    person, process = at_the_desk(slug)
    project = get_project(process, code, person)
    return _edit_page(person, process, project, sheet_form(process, project))


@bp.post("/<code>")
@open_to(SIGNED_IN)
def update(slug: str, code: str) -> ResponseReturnValue:
    """Keep the sheet; the second of two editors sees what differs and loses nothing."""
    person, process = at_the_desk(slug)
    form = sheet_form(process, get_project(process, code, person))
    status = 422
    if form.validate_on_submit():
        project = get_project(process, code, person)
        try:
            edit_project(person, process, project, form.draft(), form.version_seen())
        except (NoTitleError, MainTwiceError) as refusal:
            form.show(refusal)
        except StaleProjectError as conflict:
            form.show_conflict(conflict, texts_of(project), project.version)
            status = conflict.status
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("projects_desk.show", slug=slug, code=project.code), 303)
    return _edit_page(person, process, get_project(process, code, person), form), status


def _node(process: Process, node_id: int | None) -> Node | None:
    if node_id is None:
        return None
    try:
        return get_node(process, node_id)
    except NotFoundError:
        return None


def _new_page(person: Person, process: Process, form: NewSheetForm, node: Node | None) -> str:
    return render_template(
        "projects/desk/edit.html",
        project=None,
        node=node,
        count=counts_of([node.id])[node.id] if node else None,
        form=form,
        texts=TEXTS,
        **around(person, process),
    )


def _edit_page(person: Person, process: Process, project: CandidateProject, form: SheetForm) -> str:
    return render_template(
        "projects/desk/edit.html",
        project=project,
        node=None,
        form=form,
        texts=TEXTS,
        **around(person, process),
    )
