"""Deciding on several things at once, and taking all of it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request

from consult.docket import LONGEST_ID, decisions_in, get_batch, get_subject
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import BadRequestError, ConflictError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.moderation.commands.decisions import (
    UnknownReasonError,
    hide_subject,
    in_one_go,
    publish_subject,
    undo_decision,
)
from consult.moderation.desk.blueprint import SIEVE_KEYS, Desk, at_the_desk, bp
from consult.moderation.desk.page import page
from consult.moderation.forms import BatchForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.docket import Batch, Subject

MOST_AT_ONCE = 50


@bp.post("/batches")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def batch_create(slug: str) -> ResponseReturnValue:
    """Publish what was chosen, or keep it from readers by one rule: all of it or nothing."""
    form = BatchForm()
    sound = form.validate_on_submit()
    desk = at_the_desk(slug)
    status = 422
    if sound:
        try:
            _decide_on(desk, form)
        except (ConflictError, UnknownReasonError) as refusal:
            form.show(refusal)
            status = refusal.status
        except RefusedError as refusal:
            if refusal.status != status:
                raise
            form.show(refusal)
        else:
            return redirect(desk.url("index"), 303)
    return page(desk, None, form), status


@bp.post("/batches/<int:batch_id>/delete")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def batch_delete(slug: str, batch_id: int) -> ResponseReturnValue:
    """Take back everything that was decided at once."""
    sound = ActionForm().validate_on_submit()
    desk = at_the_desk(slug)
    if sound:
        for decision in decisions_in(get_batch(desk.process, batch_id)):
            undo_decision(desk.person, decision)
    return redirect(desk.url("index"), 303)


def _decide_on(desk: Desk, form: BatchForm) -> None:
    person, hiding = desk.person, form.hiding()

    def act(subject: Subject, seen: int, batch: Batch) -> object:
        if hiding is None:
            return publish_subject(person, subject, seen, batch)
        return hide_subject(person, subject, hiding, seen, batch)

    in_one_go(person, _picked(desk, person), act)


def _picked(desk: Desk, person: Person) -> list[tuple[Subject, int]]:
    """What was ticked, each with the last decision seen on it. Raises `BadRequestError`."""
    picks = dict.fromkeys(request.form.getlist("pick"))
    if len(picks) > MOST_AT_ONCE:
        raise RefusedError(_("Choose at most %(most)s at once.", most=MOST_AT_ONCE))
    picked = []
    for pick in picks:
        ref, _colon, seen = pick.rpartition(":")
        if not (seen.isascii() and seen.isdecimal() and len(seen) <= LONGEST_ID):
            raise BadRequestError(_("There is no such thing to decide on."))
        picked.append((get_subject(desk.process, ref, person), int(seen)))
    return picked
