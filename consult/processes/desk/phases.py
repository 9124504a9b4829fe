"""Desk pages for the phases: when each opens and closes, and what people can do in it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import ConflictError, NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.processes.commands import add_phase, change_phase, delete_phase
from consult.processes.desk.blueprint import at_the_desk, bp
from consult.processes.forms import BasePhaseForm, phase_form
from consult.processes.models import Activity, Phase, Process
from consult.processes.moments import clock_change_words, clock_changes, clock_name, clock_words
from consult.processes.policy import can_change, can_delete_phase
from consult.processes.words import ACTIVITIES


@bp.get("/phases")
@open_to(SIGNED_IN)
def phases_index(slug: str) -> ResponseReturnValue:
    """List the phases, each with its instants and with the changes of the clock inside it."""
    person, process = at_the_desk(slug)
    zone = process.time_zone
    return render_template(
        "processes/desk/phases_index.html",
        process=process,
        changes={
            phase.id: [
                clock_change_words(on, forward=forward)
                for on, forward in clock_changes(phase.opens_at, phase.closes_at, zone)
            ]
            for phase in process.phases
        },
        opened={
            phase.id: [ACTIVITIES[Activity(code)] for code in phase.opens]
            for phase in process.phases
        },
        clock=clock_words(zone),
        at=now(),
        may_change=can_change(person, process),
    )


@bp.get("/phases/new")
@open_to(SIGNED_IN)
def phases_new(slug: str) -> ResponseReturnValue:
    """Ask for a new phase."""
    _person, process = at_the_desk(slug)
    return _new(process, phase_form(process, filled=True))


@bp.post("/phases")
@open_to(SIGNED_IN)
def phases_create(slug: str) -> ResponseReturnValue:
    """Add the phase; its place follows from when it begins."""
    person, process = at_the_desk(slug)
    form = phase_form(process, filled=False)
    if form.validate_on_submit():
        try:
            add_phase(person, process, form.draft(process.time_zone))
        except RefusedError as refusal:
            _show(form, refusal, process)
        else:
            flash(_("Added."), "success")
            return redirect(url_for("processes_desk.phases_index", slug=slug), 303)
    return _new(process, form), 422


@bp.get("/phases/<code>")
@open_to(SIGNED_IN)
def phases_edit(slug: str, code: str) -> ResponseReturnValue:
    """Show a phase as it stands."""
    _person, process = at_the_desk(slug)
    phase = _phase(process, code)
    return _edit(phase, phase_form(process, phase, filled=True))


@bp.post("/phases/<code>")
@open_to(SIGNED_IN)
def phases_update(slug: str, code: str) -> ResponseReturnValue:
    """Keep the phase; the second of two editors sees what is saved and loses nothing."""
    person, process = at_the_desk(slug)
    phase = _phase(process, code)
    form = phase_form(process, phase, filled=False)
    if form.validate_on_submit():
        try:
            change_phase(person, phase, form.draft(process.time_zone), version=form.version_seen())
        except ConflictError as conflict:
            form.show(conflict)
            form.version.data = str(phase.version)
            return _edit(phase, form, is_conflict=True), 409
        except RefusedError as refusal:
            _show(form, refusal, process)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("processes_desk.phases_index", slug=slug), 303)
    return _edit(phase, form), 422


@bp.post("/phases/<code>/delete")
@open_to(SIGNED_IN)
def phases_delete(slug: str, code: str) -> ResponseReturnValue:
    """Take away a phase that has not begun."""
    if ActionForm().validate_on_submit():
        person, process = at_the_desk(slug)
        delete_phase(person, _phase(process, code))
        flash(_("Deleted."), "success")
    return redirect(url_for("processes_desk.phases_index", slug=slug), 303)


def _phase(process: Process, code: str) -> Phase:
    phase = next((one for one in process.phases if one.code == code), None)
    if phase is None:
        raise NotFoundError(_("There is no such phase."))
    return phase


def _show(form: BasePhaseForm, refusal: RefusedError, process: Process) -> None:
    """Put a refusal about a text beside its first language."""
    if refusal.field == "title":
        refusal.field = f"title_{process.languages[0]}"
    form.show(refusal)


def _new(process: Process, form: BasePhaseForm) -> str:
    return render_template(
        "processes/desk/phases_new.html",
        process=process,
        form=form,
        clock=clock_words(process.time_zone),
        clock_name=clock_name(now(), process.time_zone),
    )


def _edit(phase: Phase, form: BasePhaseForm, *, is_conflict: bool = False) -> str:
    process, person = phase.process, at_the_desk(phase.process.slug)[0]
    return render_template(
        "processes/desk/phases_edit.html",
        process=process,
        phase=phase,
        form=form,
        action=ActionForm(),
        is_conflict=is_conflict,
        opened=[ACTIVITIES[Activity(one)] for one in phase.opens],
        may_change=can_change(person, process),
        may_delete=can_delete_phase(person, phase, now()),
        clock=clock_words(process.time_zone),
        clock_name=clock_name(phase.opens_at, process.time_zone),
    )
