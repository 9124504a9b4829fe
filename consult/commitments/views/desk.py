"""What was promised in a session: written down, changed, followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template

from consult.commitments import commands
from consult.commitments.commands import StalePromiseError, UnclearPromiseError
from consult.commitments.forms import CommitmentForm, SettlingForm, saved_in
from consult.commitments.policy import can_follow_up, can_promise
from consult.commitments.queries import acts_of, commitments_of, find_commitment
from consult.commitments.ranking import piles_by_points
from consult.commitments.views.entering import Desk, desk_of
from consult.commitments.words import AGREEMENTS, STATES, state_words
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.processes import word_differences
from consult.tables import console_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.commitments.models import Commitment
    from consult.tables import Session

    Doing = Callable[[Person, Session, Commitment], None]

bp = Blueprint(
    "commitments_desk",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/commitments",
)


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str, code: str, number: int) -> ResponseReturnValue:
    """List what was promised, and ask for more; five piles are suggested by their points."""
    at = desk_of(slug, code, number, can_follow_up)
    return _page(at, _form(at))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Write a promise down."""
    at = desk_of(slug, code, number, can_follow_up)
    form = _form(at)
    if form.validate_on_submit():
        at = desk_of(slug, code, number, can_follow_up)
        try:
            commands.promise(at.person, at.session, form.draft())
        except RefusedError as refusal:
            _show(form, refusal)
        else:
            flash(_("Written down."), "success")
            at_the_console = form.back.data == "console"
            there = console_path(at.session) if at_the_console else at.url("commitments_desk.index")
            return redirect(there, 303)
    return _page(at, form), 422


@bp.get("/<int:commitment_id>/edit")
@open_to(SIGNED_IN)
def edit(slug: str, code: str, number: int, commitment_id: int) -> ResponseReturnValue:
    """Ask what a promise says now, and what became of it."""
    at = desk_of(slug, code, number, can_follow_up)
    commitment = find_commitment(at.session, commitment_id)
    return _edit_page(at, commitment, _form(at, saved_in(commitment)))


@bp.post("/<int:commitment_id>")
@open_to(SIGNED_IN)
def update(slug: str, code: str, number: int, commitment_id: int) -> ResponseReturnValue:
    """Keep what a promise says; the second of two sees what differs and loses nothing."""
    at = desk_of(slug, code, number, can_follow_up)
    form, status = _form(at), 422
    if form.validate_on_submit():
        at = desk_of(slug, code, number, can_follow_up)
        commitment = find_commitment(at.session, commitment_id)
        try:
            commands.change_promise(
                at.person, at.session, commitment, form.draft(), form.version_seen()
            )
        except StalePromiseError as conflict:
            form.show(conflict)
            form.version.data = str(commitment.version)
            status = conflict.status
        except RefusedError as refusal:
            _show(form, refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(at.url("commitments_desk.index"), 303)
    return _edit_page(at, find_commitment(at.session, commitment_id), form), status


@bp.post("/<int:commitment_id>/settling")
@open_to(SIGNED_IN)
def settling_create(slug: str, code: str, number: int, commitment_id: int) -> ResponseReturnValue:
    """Say what became of a promise."""
    form = SettlingForm()
    sound = form.validate_on_submit()
    at = desk_of(slug, code, number, can_follow_up)
    commitment = find_commitment(at.session, commitment_id)
    if not sound:
        return _edit_page(at, commitment, _form(at, saved_in(commitment)), form), 422
    try:
        commands.settle(at.person, at.session, commitment, form.chosen(), form.note.data or "")
    except UnclearPromiseError as refusal:
        form.show(refusal)
        return _edit_page(at, commitment, _form(at, saved_in(commitment)), form), 422
    flash(_("Saved. You can undo it in the list."), "success")
    return redirect(at.url("commitments_desk.index"), 303)


@bp.post("/<int:commitment_id>/settling/delete")
@open_to(SIGNED_IN)
def settling_delete(slug: str, code: str, number: int, commitment_id: int) -> ResponseReturnValue:
    """Undo what was last said of a promise."""
    return _done(slug, code, number, commitment_id, commands.undo_settling)


@bp.post("/<int:commitment_id>/delete")
@open_to(SIGNED_IN)
def delete(slug: str, code: str, number: int, commitment_id: int) -> ResponseReturnValue:
    """Take a promise away that was written by mistake."""
    return _done(slug, code, number, commitment_id, commands.take_back)


@bp.post("/<int:commitment_id>/restoring")
@open_to(SIGNED_IN)
def restoring_create(slug: str, code: str, number: int, commitment_id: int) -> ResponseReturnValue:
    """Bring back a promise that was taken away."""
    return _done(slug, code, number, commitment_id, commands.put_back)


def _done(
    slug: str, code: str, number: int, commitment_id: int, doing: Doing
) -> ResponseReturnValue:
    sound = ActionForm().validate_on_submit()
    at = desk_of(slug, code, number, can_follow_up)
    if sound:
        doing(at.person, at.session, find_commitment(at.session, commitment_id))
        flash(_("Done."), "success")
    return redirect(at.url("commitments_desk.index"), 303)


def _form(at: Desk, data: dict[str, object] | None = None) -> CommitmentForm:
    form = CommitmentForm(data=data)
    form.choose_from(piles_by_points(at.session))
    return form


def _show(form: CommitmentForm, refusal: RefusedError) -> None:
    """Put a refusal beside its field; one about the person has none and finds its own page."""
    if refusal.field is None:
        raise refusal
    form.show(refusal)


def _page(at: Desk, form: CommitmentForm) -> str:
    every = commitments_of(at.session, all_of_them=True)
    return render_template(
        "commitments/index.html",
        at=at,
        process=at.process,
        session=at.session,
        may_promise=can_promise(at.person, at.session),
        commitments=[one for one in every if one.taken_back_at is None],
        taken_back=[one for one in every if one.taken_back_at is not None],
        form=form,
        suggested=piles_by_points(at.session)[:5],
        action=ActionForm(formdata=None),
        agreements=AGREEMENTS,
        states=state_words,
    )


def _edit_page(
    at: Desk, commitment: Commitment, form: CommitmentForm, settling: SettlingForm | None = None
) -> str:
    return render_template(
        "commitments/edit.html",
        at=at,
        process=at.process,
        session=at.session,
        commitment=commitment,
        may_promise=can_promise(at.person, at.session),
        acts=acts_of(commitment),
        states=STATES,
        form=form,
        difference=word_differences(commitment.what, form.what.data or "")
        if form.errors_on_top
        else None,
        settling=settling
        or SettlingForm(formdata=None, data={"state": commitment.state, "note": commitment.note}),
    )
