"""Desk pages of a project's life: putting it before everyone, and setting it aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for

from consult.accounts import Person
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.processes import Process
from consult.projects.commands import NoReasonError, make_candidate, set_aside
from consult.projects.desk.blueprint import around, at_the_desk, bp
from consult.projects.forms import SettingAsideForm
from consult.projects.models import CandidateProject
from consult.projects.policy import can_make_candidate, can_set_aside
from consult.projects.queries import (
    count_public_origins,
    get_project,
    origins_of,
    other_platforms,
    states_of,
)
from consult.projects.words import SECTIONS, STATES

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@bp.post("/<code>/candidacy")
@open_to(SIGNED_IN)
def candidacy_create(slug: str, code: str) -> ResponseReturnValue:
    """Put a project before everyone."""
    if ActionForm().validate_on_submit():
        person, process = at_the_desk(slug)
        make_candidate(person, process, get_project(process, code, person))
        flash(
            _("It is a candidate project: everyone can read it, its authors are told."), "success"
        )
    return redirect(url_for("projects_desk.show", slug=slug, code=code), 303)


@bp.post("/<code>/setting-aside")
@open_to(SIGNED_IN)
def setting_aside_create(slug: str, code: str) -> ResponseReturnValue:
    """Set a project aside, with a reason that everyone reads."""
    form = SettingAsideForm()
    sound = form.validate_on_submit()
    person, process = at_the_desk(slug)
    project = get_project(process, code, person)
    if sound:
        try:
            set_aside(person, process, project, form.reason.data or "")
        except NoReasonError as refusal:
            form.show(refusal)
        else:
            flash(_("Set aside. Everyone can read why."), "success")
            return redirect(url_for("projects_desk.show", slug=slug, code=code), 303)
    return sheet_page(person, process, get_project(process, code, person), form), 422


def sheet_page(
    person: Person, process: Process, project: CandidateProject, setting_aside: SettingAsideForm
) -> str:
    """Show one project at the desk."""
    return render_template(
        "projects/desk/show.html",
        project=project,
        others=other_platforms([project.id])[project.id],
        origins=origins_of(project, hidden=True),
        acts=states_of([project.id])[project.id],
        may_become_candidate=can_make_candidate(
            person, process, project, count_public_origins(project)
        ),
        may_set_aside=can_set_aside(person, process, project),
        setting_aside=setting_aside,
        action=ActionForm(),
        sections=SECTIONS,
        states=STATES,
        **around(person, process),
    )
