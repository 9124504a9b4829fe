"""Desk page for who works on a consultation."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.processes.commands import end_post, name_staff
from consult.processes.desk.blueprint import at_the_desk, bp
from consult.processes.forms import StaffForm
from consult.processes.models import Process, Staff
from consult.processes.queries import staff_of
from consult.processes.words import ROLES
from consult.territory import Territory, Zone, zones_of


@bp.get("/staff")
@open_to(SIGNED_IN)
def staff_index(slug: str) -> ResponseReturnValue:
    """List the posts, and ask for a new one."""
    _person, process = at_the_desk(slug)
    return _index(process, _form(process))


@bp.post("/staff")
@open_to(SIGNED_IN)
def staff_create(slug: str) -> ResponseReturnValue:
    """Name someone to a post."""
    person, process = at_the_desk(slug)
    form = _form(process)
    if form.validate_on_submit():
        zone = next((one for one in _zones(process) if one.code == form.zone.data), None)
        try:
            name_staff(person, process, form.email.data or "", form.role_chosen(), zone)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Named. We write to tell them."), "success")
            return redirect(url_for("processes_desk.staff_index", slug=slug), 303)
    return _index(process, form), 422


@bp.post("/staff/<int:post_id>/delete")
@open_to(SIGNED_IN)
def staff_delete(slug: str, post_id: int) -> ResponseReturnValue:
    """End a post at once."""
    if ActionForm().validate_on_submit():
        person, process = at_the_desk(slug)
        post = db.session.get(Staff, post_id)
        if post is None or post.process_id != process.id:
            raise NotFoundError(_("There is no such post."))
        end_post(person, process, post)
        flash(_("That post has ended."), "success")
    return redirect(url_for("processes_desk.staff_index", slug=slug), 303)


def _zones(process: Process) -> Sequence[Zone]:
    return zones_of(db.session.get_one(Territory, process.cycle.territory_id))


def _form(process: Process) -> StaffForm:
    form = StaffForm()
    form.zone.choices = [
        ("", _("Everywhere")),
        *((zone.code, zone.name) for zone in _zones(process)),
    ]
    return form


def _index(process: Process, form: StaffForm) -> str:
    return render_template(
        "processes/desk/staff_index.html",
        process=process,
        form=form,
        action=ActionForm(),
        staff=staff_of(process),
        roles=ROLES,
    )
