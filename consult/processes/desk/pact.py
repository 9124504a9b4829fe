"""Desk page for the pact: a new version, begun from the present one."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.processes.commands import publish_pact
from consult.processes.desk.blueprint import at_the_desk, bp
from consult.processes.forms import BasePactForm, pact_form
from consult.processes.models import Process
from consult.processes.queries import pact_of


@bp.get("/pact")
@open_to(SIGNED_IN)
def pact_new(slug: str) -> ResponseReturnValue:
    """Show the present text, to be changed into the next version."""
    _person, process = at_the_desk(slug)
    present = pact_of(process)
    return _new(process, pact_form(process, present.text if present else None))


@bp.post("/pact")
@open_to(SIGNED_IN)
def pact_create(slug: str) -> ResponseReturnValue:
    """Publish the version; people accept it before they contribute again."""
    person, process = at_the_desk(slug)
    form = pact_form(process)
    if form.validate_on_submit():
        try:
            pact = publish_pact(person, process, form.said("text"))
        except RefusedError as refusal:
            if refusal.field == "text":
                refusal.field = f"text_{process.languages[0]}"
            form.show(refusal)
        else:
            flash(_("Version %(number)d is the pact from now on.", number=pact.version), "success")
            return redirect(url_for("processes.pact_show", slug=slug), 303)
    return _new(process, form), 422


def _new(process: Process, form: BasePactForm) -> str:
    return render_template(
        "processes/desk/pact_new.html", process=process, form=form, present=pact_of(process)
    )
