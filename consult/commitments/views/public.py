"""Promises as everyone reads them: those of a consultation, of a table, and one with its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.accounts import current_person, signed_in_person
from consult.commitments.commands import UnclearPromiseError, settle, undo_settling
from consult.commitments.forms import SettlingForm
from consult.commitments.models import CommitmentState
from consult.commitments.policy import can_settle, can_undo
from consult.commitments.queries import (
    acts_of,
    count_by_state,
    find_public,
    public_commitments,
)
from consult.commitments.words import AGREEMENTS, STATES, counted, state_words
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import BadRequestError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.times import local
from consult.processes import Process, get_process
from consult.tables import Session, find_table, get_session

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.commitments.models import Commitment
    from consult.tables import Table

bp = Blueprint("commitments", __name__, url_prefix="/processes/<slug>")
LIST_KEYS = ("state", "after")


@bp.get("/commitments")
@open_to(EVERYONE, query=LIST_KEYS)
def index(slug: str) -> ResponseReturnValue:
    """List what was promised at the tables of a consultation, and what became of it."""
    process = get_process(slug, current_person())
    return _list(process, None, url_for("commitments.index", slug=slug))


@bp.get("/tables/<code>/commitments")
@open_to(EVERYONE, query=LIST_KEYS)
def table_index(slug: str, code: str) -> ResponseReturnValue:
    """List what was promised at one table."""
    process = get_process(slug, current_person())
    table = find_table(process, code)
    return _list(process, table, url_for("commitments.table_index", slug=slug, code=code))


@bp.get("/commitments/<int:commitment_id>")
@open_to(EVERYONE)
def show(slug: str, commitment_id: int) -> ResponseReturnValue:
    """Show one promise with all that was said of it; whoever promised it says more."""
    person = current_person()
    process = get_process(slug, person)
    commitment, session = _one(process, commitment_id)
    data = {"state": commitment.state, "note": commitment.note}
    return _page(person, session, commitment, SettlingForm(formdata=None, data=data))


@bp.post("/commitments/<int:commitment_id>/acts")
@open_to(SIGNED_IN)
def acts_create(slug: str, commitment_id: int) -> ResponseReturnValue:
    """Say what became of it."""
    form = SettlingForm()
    sound = form.validate_on_submit()
    person = signed_in_person()
    commitment, session = _one(get_process(slug, person), commitment_id)
    if sound:
        try:
            settle(person, session, commitment, form.chosen(), form.note.data or "")
        except UnclearPromiseError as refusal:
            form.show(refusal)
        else:
            flash(_("Saved: everyone reads it."), "success")
            return redirect(
                url_for("commitments.show", slug=slug, commitment_id=commitment.id), 303
            )
    return _page(person, session, commitment, form), 422


@bp.post("/commitments/<int:commitment_id>/acts/delete")
@open_to(SIGNED_IN)
def acts_delete(slug: str, commitment_id: int) -> ResponseReturnValue:
    """Undo what was last said of it."""
    sound = ActionForm().validate_on_submit()
    person = signed_in_person()
    commitment, session = _one(get_process(slug, person), commitment_id)
    if sound:
        undo_settling(person, session, commitment)
        flash(_("Undone."), "success")
    return redirect(url_for("commitments.show", slug=slug, commitment_id=commitment.id), 303)


def _one(process: Process, commitment_id: int) -> tuple[Commitment, Session]:
    commitment = find_public(process, commitment_id)
    return commitment, get_session(commitment.session_id)


def _list(process: Process, table: Table | None, here: str) -> str:
    today, asked = local(now()).date(), request.args.get("state", "")
    if asked not in {"", *CommitmentState}:
        raise BadRequestError(_("There is no such state of a commitment."))
    state = CommitmentState(asked) if asked else None
    counts = count_by_state(process, today, table=table)
    return render_template(
        "commitments/public.html",
        process=process,
        table=table,
        here=here,
        state=state,
        counts=[(one, counted(one, counts.get(one, 0)), counts.get(one, 0)) for one in STATES],
        page=public_commitments(
            process, today, table=table, state=state, after=request.args.get("after")
        ),
        agreements=AGREEMENTS,
        states=state_words,
    )


def _page(
    person: Person | None, session: Session, commitment: Commitment, form: SettlingForm
) -> str:
    acts = acts_of(commitment)
    last = next((act for act in acts if act.undone_at is None), None)
    return render_template(
        "commitments/show.html",
        process=session.table.process,
        session=session,
        commitment=commitment,
        acts=acts,
        state_words=STATES,
        agreements=AGREEMENTS,
        states=state_words,
        may_settle=can_settle(person, session, commitment),
        may_undo=last is not None and can_undo(person, session, commitment, last),
        form=form,
        action=ActionForm(formdata=None) if person else None,
    )
