"""What is decided on the thing that is open; the next one opens at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect

from consult.docket import following, get_decision, get_subject, matter_of, subject_with
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import ConflictError
from consult.kernel.forms import ActionForm
from consult.moderation.commands.attending import hold
from consult.moderation.commands.decisions import (
    MissingNoteError,
    UnknownReasonError,
    give_back_subject,
    hide_subject,
    publish_subject,
    transfer_subject,
    undo_decision,
)
from consult.moderation.desk.blueprint import SIEVE_KEYS, at_the_desk, bp
from consult.moderation.desk.page import page
from consult.moderation.forms import HidingForm, RevisionForm, SeenForm, TransferForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.docket import Subject


@bp.post("/<ref>/publication")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def publication_create(slug: str, ref: str) -> ResponseReturnValue:
    """Publish a thing, show it again, or leave it public, and go on to the next."""
    form = SeenForm()
    return _decide(slug, ref, form, lambda who, it: publish_subject(who, it, form.last_seen()))


@bp.post("/<ref>/hiding")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def hiding_create(slug: str, ref: str) -> ResponseReturnValue:
    """Keep a thing from readers, with a reason, and go on to the next."""
    form = HidingForm()
    return _decide(
        slug, ref, form, lambda who, it: hide_subject(who, it, form.hiding(), form.last_seen())
    )


@bp.post("/<ref>/revision")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def revision_create(slug: str, ref: str) -> ResponseReturnValue:
    """Ask the author to change something, and go on to the next."""
    form = RevisionForm()
    return _decide(
        slug,
        ref,
        form,
        lambda who, it: give_back_subject(who, it, form.note.data or "", form.last_seen()),
    )


@bp.post("/<ref>/transfer")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def transfer_create(slug: str, ref: str) -> ResponseReturnValue:
    """Pass a thing on to the body competent for it, and go on to the next."""
    form = TransferForm()
    return _decide(
        slug,
        ref,
        form,
        lambda who, it: transfer_subject(who, it, form.transfer(), form.last_seen()),
    )


@bp.post("/<ref>/decisions/<int:decision_id>/delete")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def decision_delete(slug: str, ref: str, decision_id: int) -> ResponseReturnValue:
    """Take a decision back, and open the thing again."""
    sound = ActionForm().validate_on_submit()
    desk = at_the_desk(slug)
    if sound:
        subject = get_subject(desk.process, ref, desk.person)
        undo_decision(desk.person, get_decision(subject, decision_id))
    return redirect(desk.url("show", ref=ref), 303)


def _decide(
    slug: str, ref: str, form: SeenForm, act: Callable[[Person, Subject], object]
) -> ResponseReturnValue:
    """Decide and open the next that waits; what is refused comes back with the thing."""
    sound = form.validate_on_submit()
    desk = at_the_desk(slug)
    subject = get_subject(desk.process, ref, desk.person)
    status = 422
    if sound:
        matter = matter_of(subject)
        after = following(desk.process, desk.reach, desk.sieve, matter, around=True)
        try:
            act(desk.person, subject)
        except (ConflictError, UnknownReasonError, MissingNoteError) as refusal:
            form.show(refusal)
            status = refusal.status
        else:
            if after is None:
                return redirect(desk.url("index"), 303)
            coming = subject_with(*after)
            hold(desk.person, coming)
            return redirect(desk.url("show", ref=coming.ref), 303)
    return page(desk, get_subject(desk.process, ref, desk.person), form), status
