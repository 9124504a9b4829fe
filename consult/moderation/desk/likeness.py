"""Linking what says the same, and accepting a suggested theme, on the thing that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request

from consult.docket import get_subject
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.moderation.commands.likeness import (
    file_under,
    link_alike,
    refuse_theme,
    unlink,
)
from consult.moderation.desk.blueprint import SIEVE_KEYS, at_the_desk, bp
from consult.taxonomy import get_theme

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@bp.post("/<ref>/links")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def link_create(slug: str, ref: str) -> ResponseReturnValue:
    """Say that another contribution says the same."""
    sound = ActionForm().validate_on_submit()
    desk = at_the_desk(slug)
    if sound:
        subject = get_subject(desk.process, ref, desk.person)
        other = get_subject(desk.process, request.form.get("other", ""), desk.person)
        link_alike(desk.person, subject, other)
    return redirect(desk.url("show", ref=ref), 303)


@bp.post("/<ref>/links/delete")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def link_delete(slug: str, ref: str) -> ResponseReturnValue:
    """Take one of a group out of it: it stands by itself again."""
    sound = ActionForm().validate_on_submit()
    desk = at_the_desk(slug)
    if sound:
        other = request.form.get("other") or ref
        unlink(desk.person, get_subject(desk.process, other, desk.person))
    return redirect(desk.url("show", ref=ref), 303)


@bp.post("/<ref>/theme")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def theme_update(slug: str, ref: str) -> ResponseReturnValue:
    """Accept a suggested theme."""
    sound = ActionForm().validate_on_submit()
    desk = at_the_desk(slug)
    if sound:
        theme = get_theme(desk.process.cycle, request.form.get("theme", ""))
        file_under(desk.person, get_subject(desk.process, ref, desk.person), theme)
    return redirect(desk.url("show", ref=ref), 303)


@bp.post("/<ref>/theme/refusal")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def theme_refusal_create(slug: str, ref: str) -> ResponseReturnValue:
    """Refuse a suggested theme, for good."""
    sound = ActionForm().validate_on_submit()
    desk = at_the_desk(slug)
    if sound:
        theme = get_theme(desk.process.cycle, request.form.get("theme", ""))
        refuse_theme(desk.person, get_subject(desk.process, ref, desk.person), theme)
    return redirect(desk.url("show", ref=ref), 303)
