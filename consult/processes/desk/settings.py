"""Desk pages for a consultation's texts, its publication and its closing."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.accounts import Person
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.processes.commands import change_texts, close_process, publish_process
from consult.processes.desk.blueprint import at_the_desk, bp
from consult.processes.differences import Piece, differences
from consult.processes.forms import TEXTS, BaseTextsForm, filled_texts_form, texts_form
from consult.processes.models import Process, State
from consult.processes.policy import can_change, can_close, can_publish
from consult.processes.words import STATES


@bp.get("")
@open_to(SIGNED_IN)
def texts_edit(slug: str) -> ResponseReturnValue:
    """Show the texts as they stand, and whether the consultation can be published or closed."""
    person, process = at_the_desk(slug)
    return _texts(person, process, filled_texts_form(process))


@bp.post("")
@open_to(SIGNED_IN)
def texts_update(slug: str) -> ResponseReturnValue:
    """Keep the texts; the second of two editors sees what differs and loses nothing."""
    person, process = at_the_desk(slug)
    form = texts_form(process)
    if form.validate_on_submit():
        try:
            change_texts(
                person,
                process,
                form.texts(),
                minimum_age=form.minimum_age.data or 0,
                version=form.version_seen(),
            )
        except ConflictError as conflict:
            form.show(conflict)
            form.version.data = str(process.version)
            return _texts(person, process, form, _differing(process, form)), 409
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("processes_desk.texts_edit", slug=slug), 303)
    return _texts(person, process, form), 422


def _differing(process: Process, form: BaseTextsForm) -> list[tuple[str, list[Piece]]]:
    """Return each text that is not as saved, with what differs."""
    return [
        (str(form[f"{name}_{code}"].label.text), differences(saved, typed))
        for name in TEXTS
        for code, typed in form.said(name).items()
        if (saved := getattr(process, name).get(code, "")) != typed
    ]


def _texts(
    person: Person,
    process: Process,
    form: BaseTextsForm,
    differing: list[tuple[str, list[Piece]]] | None = None,
) -> str:
    return render_template(
        "processes/desk/texts_edit.html",
        process=process,
        form=form,
        texts=TEXTS,
        differing=differing or [],
        action=ActionForm(),
        may_change=can_change(person, process),
        may_publish=can_publish(person, process) if process.state is State.DRAFT else None,
        may_close=can_close(person, process) if process.state is State.PUBLISHED else None,
        states=STATES,
    )


@bp.post("/publication")
@open_to(SIGNED_IN)
def publication_create(slug: str) -> ResponseReturnValue:
    """Let everyone read it."""
    if ActionForm().validate_on_submit():
        publish_process(*at_the_desk(slug))
        flash(_("Published: everyone can read it now."), "success")
    return redirect(url_for("processes_desk.texts_edit", slug=slug), 303)


@bp.post("/closing")
@open_to(SIGNED_IN)
def closing_create(slug: str) -> ResponseReturnValue:
    """End it, if what was heard and decided is published."""
    if ActionForm().validate_on_submit():
        close_process(*at_the_desk(slug))
        flash(_("Closed. Everything stays readable."), "success")
    return redirect(url_for("processes_desk.texts_edit", slug=slug), 303)
