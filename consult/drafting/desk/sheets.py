"""Desk pages of the sheets: the list, a new one, one with its voices, and editing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from consult.accounts import Person
from consult.contributions import SEARCH_KIND, Filter, published_in
from consult.drafting.desk.blueprint import around, at_the_desk, bp
from consult.drafting.desk.life import sheet_page
from consult.drafting.differences import Difference, differences
from consult.drafting.forms import (
    TEXTS,
    NewSheetForm,
    SheetForm,
    new_sheet_form,
    saved_form,
    sheet_form,
    texts_of,
)
from consult.ideamap import Node, all_public_on, counts_of, get_node
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.text import clean_line
from consult.processes import Process
from consult.projects import (
    STATES,
    CandidateProject,
    MainTwiceError,
    NoTitleError,
    PlatformHint,
    StaleProjectError,
    can_put_forward,
    draft_project,
    edit_project,
    get_project,
    platform_hints,
    projects_in,
    voices_behind,
    voices_called,
)
from consult.search import holding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

LONGEST_WORDS = 200
MOST_HITS = 2_000


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List every project, drafts too."""
    person, process = at_the_desk(slug)
    projects = projects_in(process, drafts=True)
    return render_template(
        "drafting/index.html",
        projects=projects,
        behind=voices_behind([project.id for project in projects]),
        states=STATES,
        put_forward=can_put_forward(process, now()),
        **around(person, process),
    )


@bp.get("/voices")
@open_to(SIGNED_IN, query=("q", "after"))
def voices_index(slug: str) -> ResponseReturnValue:
    """List the public voices, to choose those that a project begins from."""
    person, process = at_the_desk(slug)
    words = clean_line(request.args.get("q", ""))[:LONGEST_WORDS]
    hits = None
    if words:
        hits = holding(SEARCH_KIND, words, MOST_HITS)
    page = published_in(process, Filter(hits=hits), after=request.args.get("after"))
    return render_template(
        "drafting/voices.html", words=words, page=page, **around(person, process)
    )


@bp.get("/new")
@open_to(SIGNED_IN, query=("node", "voice", "platform"))
def new(slug: str) -> ResponseReturnValue:
    """Ask what a new project says; from a node or from chosen voices it says already what they do.

    A voice that is not public, or that nobody has, is passed over. A platform that is suggested
    can be asked for, and is chosen then.
    """
    person, process = at_the_desk(slug)
    node = _node(process, request.args.get("node", type=int))
    chosen = voices_called(process, request.args.getlist("voice"))
    behind = [*(all_public_on(node) if node else ()), *chosen]
    form = new_sheet_form(process, node, chosen, behind)
    hints = platform_hints(process, behind)
    asked = request.args.get("platform", "")
    if asked in {hint.platform.code for hint in hints}:
        form.platform.data = asked
    return _new_page(person, process, form, node, hints)


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
            chosen = voices_called(process, form.voices_asked())
            project = draft_project(person, process, form.draft(), node, chosen)
        except (NoTitleError, MainTwiceError) as refusal:
            form.show(refusal)
        else:
            flash(_("The draft is kept. Only the staff can read it."), "success")
            return redirect(url_for("drafting.show", slug=slug, code=project.code), 303)
    return _new_page(person, process, form, node), 422


@bp.get("/<code>")
@open_to(SIGNED_IN)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show one project with the voices it comes from, and what it lacks to be a candidate."""
    person, process = at_the_desk(slug)
    return sheet_page(person, process, get_project(process, code, person))


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
    differing: list[Difference] = []
    if form.validate_on_submit():
        project = get_project(process, code, person)
        try:
            edit_project(person, process, project, form.draft(), form.version_seen())
        except (NoTitleError, MainTwiceError) as refusal:
            form.show(refusal)
        except StaleProjectError as conflict:
            form.show_conflict(conflict, texts_of(project), project.version)
            differing = differences(saved_form(process, project), form)
            status = conflict.status
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("drafting.show", slug=slug, code=project.code), 303)
    project = get_project(process, code, person)
    return _edit_page(person, process, project, form, differing), status


def _node(process: Process, node_id: int | None) -> Node | None:
    if node_id is None:
        return None
    try:
        return get_node(process, node_id)
    except NotFoundError:
        return None


def _new_page(
    person: Person,
    process: Process,
    form: NewSheetForm,
    node: Node | None,
    hints: Sequence[PlatformHint] = (),
) -> str:
    return render_template(
        "drafting/edit.html",
        project=None,
        hints=hints,
        asked={"node": node.id if node else None, "voice": form.voices_asked()},
        node=node,
        count=counts_of([node.id])[node.id] if node else None,
        chosen=voices_called(process, form.voices_asked()),
        form=form,
        texts=TEXTS,
        differing=[],
        **around(person, process),
    )


def _edit_page(
    person: Person,
    process: Process,
    project: CandidateProject,
    form: SheetForm,
    differing: Sequence[Difference] = (),
) -> str:
    return render_template(
        "drafting/edit.html",
        project=project,
        node=None,
        chosen=[],
        form=form,
        texts=TEXTS,
        differing=differing,
        **around(person, process),
    )
