"""Desk pages of the voices at a project's origin: linking one, what it gave, taking it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from consult.accounts import Person
from consult.contributions import Contribution, get_contribution
from consult.drafting.desk.blueprint import around, at_the_desk, bp
from consult.drafting.forms import NewOriginForm, OriginForm
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.processes import Process
from consult.projects import (
    CandidateProject,
    NotSaidError,
    Origin,
    OriginAlreadyError,
    StaleProjectError,
    add_origin,
    edit_origin,
    get_origin,
    get_project,
    remove_origin,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@bp.get("/<code>/origins/new")
@open_to(SIGNED_IN, query=("code",))
def origin_new(slug: str, code: str) -> ResponseReturnValue:
    """Ask which voice a project comes from too, and what it gave."""
    person, process = at_the_desk(slug)
    project = get_project(process, code, person)
    form = NewOriginForm(data={"code": request.args.get("code", "")})
    return _page(person, process, project, form)


@bp.post("/<code>/origins")
@open_to(SIGNED_IN)
def origin_create(slug: str, code: str) -> ResponseReturnValue:
    """Link a voice to a project."""
    form = NewOriginForm()
    sound = form.validate_on_submit()
    person, process = at_the_desk(slug)
    project = get_project(process, code, person)
    if sound:
        try:
            contribution = get_contribution(process, form.code_asked(), person)
            add_origin(person, process, project, contribution, form.draft())
        except (OriginAlreadyError, NotSaidError) as refusal:
            form.show(refusal)
        except NotFoundError:
            form.show(NotFoundError(_("No contribution has this code."), field="code"))
        else:
            flash(_("The voice is at the origin of the project."), "success")
            return redirect(url_for("drafting.show", slug=slug, code=code), 303)
    return _page(person, process, project, form), 422


@bp.get("/<code>/origins/<int:origin_id>/edit")
@open_to(SIGNED_IN)
def origin_edit(slug: str, code: str, origin_id: int) -> ResponseReturnValue:
    """Ask what a voice gave to a project."""
    person, process = at_the_desk(slug)
    project = get_project(process, code, person)
    origin = get_origin(project, origin_id)
    return _page(
        person, process, project, OriginForm.of(origin), origin_id, said=origin.contribution
    )


@bp.post("/<code>/origins/<int:origin_id>")
@open_to(SIGNED_IN)
def origin_update(slug: str, code: str, origin_id: int) -> ResponseReturnValue:
    """Keep what a voice gave; the second of two editors sees what is saved and loses nothing."""
    form = OriginForm()
    sound = form.validate_on_submit()
    person, process = at_the_desk(slug)
    project = get_project(process, code, person)
    origin = get_origin(project, origin_id)
    status = 422
    if sound:
        try:
            edit_origin(person, process, origin, form.draft(), form.version_seen())
        except NotSaidError as refusal:
            form.show(refusal)
        except StaleProjectError as conflict:
            form.show(conflict)
            form.version.data = str(origin.version)
            status = conflict.status
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("drafting.show", slug=slug, code=code), 303)
    said = get_origin(project, origin_id).contribution
    saved = origin if status == StaleProjectError.status else None
    return _page(person, process, project, form, origin_id, said=said, saved=saved), status


@bp.post("/<code>/origins/<int:origin_id>/delete")
@open_to(SIGNED_IN)
def origin_delete(slug: str, code: str, origin_id: int) -> ResponseReturnValue:
    """Take a voice off a project."""
    if ActionForm().validate_on_submit():
        person, process = at_the_desk(slug)
        project = get_project(process, code, person)
        remove_origin(person, process, get_origin(project, origin_id))
        flash(_("Taken off. You can link it again by its code."), "success")
    return redirect(url_for("drafting.show", slug=slug, code=code), 303)


def _page(
    person: Person,
    process: Process,
    project: CandidateProject,
    form: OriginForm,
    origin_id: int | None = None,
    *,
    said: Contribution | None = None,
    saved: Origin | None = None,
) -> str:
    return render_template(
        "drafting/origin.html",
        project=project,
        form=form,
        origin_id=origin_id,
        said=said,
        saved=saved,
        **around(person, process),
    )
