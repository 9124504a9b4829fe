"""Public pages of consultations: the list, the page of each, its pact."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.accounts import current_person, local_path, signed_in_person
from consult.kernel.access import ADMINISTRATOR, EVERYONE, SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _, current_language, text
from consult.processes.commands import accept_pact, start_process
from consult.processes.forms import StartForm
from consult.processes.models import Role
from consult.processes.moments import full_day
from consult.processes.policy import can_accept_pact, can_start_process
from consult.processes.progress import open_doors, phase_stops, tenths_passed, until_words
from consult.processes.queries import (
    get_process,
    pact_of,
    pact_to_accept,
    pact_versions,
    processes_seen_by,
    roles_of,
    staff_of,
)
from consult.processes.slots import process_desks, process_doors, process_figures
from consult.processes.words import ROLES, STATES
from consult.taxonomy import Cycle

bp = Blueprint("processes", __name__, url_prefix="/processes")


@bp.get("")
@open_to(EVERYONE)
def index() -> ResponseReturnValue:
    """List the consultations, those under way first."""
    person, at = current_person(), now()
    return render_template(
        "processes/index.html",
        processes=processes_seen_by(person),
        at=at,
        until=until_words,
        states=STATES,
        can_start=can_start_process(person),
    )


@bp.get("/<slug>")
@open_to(EVERYONE)
def show(slug: str) -> ResponseReturnValue:
    """Say what is asked, what is open until when, who decides and what can change."""
    person, at = current_person(), now()
    process = get_process(slug, person)
    roles = roles_of(person, process)
    return render_template(
        "processes/show.html",
        process=process,
        stops=phase_stops(process, at),
        passed=tenths_passed(process, at),
        open_phases=process.open_phases(at),
        closed_on=full_day(process.closed_at) if process.closed_at else "",
        doors=open_doors(process, process_doors.fill([process])[process.id], at),
        figures=process_figures.fill([process])[process.id],
        staff=staff_of(process),
        pact=pact_of(process),
        desks=[one for one in process_desks.fill([process])[process.id] if one.roles & roles],
        can_set_up=Role.PLANNER in roles,
        until=until_words,
        roles=ROLES,
        states=STATES,
    )


@bp.get("/new")
@open_to(ADMINISTRATOR)
def new() -> ResponseReturnValue:
    """Ask what a draft needs."""
    return render_template("processes/new.html", form=_start_form())


@bp.post("")
@open_to(ADMINISTRATOR)
def create() -> ResponseReturnValue:
    """Make a draft, and go to its desk."""
    form = _start_form()
    if form.validate_on_submit():
        cycle = db.session.get_one(Cycle, int(form.cycle.data or 0))
        try:
            process = start_process(signed_in_person(), cycle, form.draft(current_language()))
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("The draft is ready. Write its texts, its phases and its pact."), "success")
            return redirect(url_for("processes_desk.texts_edit", slug=process.slug), 303)
    return render_template("processes/new.html", form=form), 422


def _start_form() -> StartForm:
    form = StartForm()
    cycles = db.session.scalars(select(Cycle).order_by(Cycle.id.desc())).all()
    form.cycle.choices = [(str(cycle.id), text(cycle.title) or cycle.code) for cycle in cycles]
    return form


@bp.get("/<slug>/pact")
@open_to(EVERYONE, query=("next", "version"))
def pact_show(slug: str) -> ResponseReturnValue:
    """Show the pact as it stands or as it once stood, and offer to accept it."""
    person = current_person()
    process = get_process(slug, person)
    versions = pact_versions(process)
    asked = request.args.get("version")
    shown = next((one for one in versions if asked in {None, str(one.version)}), None)
    if shown is None and (asked or not versions):
        raise NotFoundError(_("This consultation has no such pact."))
    missing = pact_to_accept(person, process) if person else None
    return render_template(
        "processes/pact_show.html",
        process=process,
        shown=shown,
        versions=versions,
        present=versions[0],
        is_missing=missing is not None,
        verdict=can_accept_pact(person, process),
        form=ActionForm() if missing is not None else None,
        next_path=local_path(request.args.get("next"), default=""),
    )


@bp.post("/<slug>/pact/acceptance")
@open_to(SIGNED_IN, query=("next", "version"))
def acceptance_create(slug: str) -> ResponseReturnValue:
    """Keep that the person accepts the version they read, and go where they were going."""
    person = signed_in_person()
    process = get_process(slug, person)
    next_path = local_path(
        request.args.get("next"), default=url_for("processes.show", slug=process.slug)
    )
    version = request.args.get("version", type=int) or 0
    if ActionForm().validate_on_submit():
        accept_pact(person, process, version)
        flash(_("Thank you. From now on you can contribute to this consultation."), "success")
    return redirect(next_path, 303)
