"""Who sees to a thing: taken on, let go of, open on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect

from consult.docket import get_subject, matter_of
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.moderation.commands.attending import assign, hold
from consult.moderation.desk.blueprint import SIEVE_KEYS, Desk, at_the_desk, bp

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person


@bp.post("/<ref>/assignment")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def assignment_create(slug: str, ref: str) -> ResponseReturnValue:
    """Take a thing on."""
    sound = ActionForm().validate_on_submit()
    desk = at_the_desk(slug)
    return _assign(desk, ref, desk.person, sound=sound)


@bp.post("/<ref>/assignment/delete")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def assignment_delete(slug: str, ref: str) -> ResponseReturnValue:
    """Let go of a thing: it is anybody's again."""
    sound = ActionForm().validate_on_submit()
    return _assign(at_the_desk(slug), ref, None, sound=sound)


@bp.post("/<ref>/presence")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def presence_create(slug: str, ref: str) -> ResponseReturnValue:
    """Say that a thing is open on a screen; the script of the page sends it."""
    sound = ActionForm().validate_on_submit()
    desk = at_the_desk(slug)
    if sound:
        hold(desk.person, get_subject(desk.process, ref, desk.person))
    return redirect(desk.url("show", ref=ref), 303)


def _assign(desk: Desk, ref: str, to: Person | None, *, sound: bool) -> ResponseReturnValue:
    subject = get_subject(desk.process, ref, desk.person)
    matter = matter_of(subject)
    if matter is None:
        raise NotFoundError(_("It is no longer in the queue."))
    if sound:
        assign(desk.person, subject, matter, to)
    return redirect(desk.url("show", ref=ref), 303)
