"""The desk's page of a whole interview: read as others would, sent, taken from sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.interviews import around, at_the_interview
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.returning import signature_of
from consult.transcripts import can_read_transcript, newest_version
from consult.wholes.commands import send_whole, take_down, turns_to_read
from consult.wholes.forms import SendingForm
from consult.wholes.policy import can_send_whole, is_public
from consult.wholes.queries import whole_of
from consult.wholes.words import standing_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.interviews import Interview

bp = Blueprint("wholes_desk", __name__, url_prefix="/processes/<slug>/desk/interviews/<code>/whole")


@bp.get("")
@open_to(SIGNED_IN)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show the text as others would read it, and what became of it."""
    person, interview = at_the_interview(slug, code)
    return _page(person, interview, SendingForm(formdata=None))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str) -> ResponseReturnValue:
    """Send it to the interviewee."""
    form = SendingForm()
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound:
        try:
            send_whole(person, interview)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("It is sent. Nobody else reads it before it is approved."), "success")
            return _back(slug, code)
    return _page(person, interview, form), 422


@bp.post("/delete")
@open_to(SIGNED_IN)
def delete(slug: str, code: str) -> ResponseReturnValue:
    """Take it from sight."""
    sound = ActionForm().validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound:
        take_down(person, interview)
        flash(_("Nobody else reads it any more. You can send it again."), "success")
    return _back(slug, code)


def _back(slug: str, code: str) -> ResponseReturnValue:
    return redirect(url_for("wholes_desk.show", slug=slug, code=code), 303)


def _page(person: Person, interview: Interview, form: SendingForm) -> str:
    whole = whole_of(interview)
    version = newest_version(interview) if can_read_transcript(person, interview) else None
    return render_template(
        "wholes/desk.html",
        interview=interview,
        whole=whole,
        standing=standing_of(whole),
        public=is_public(interview, whole),
        turns=turns_to_read(interview, version) if version else [],
        signature=signature_of(interview),
        may_send=can_send_whole(person, interview),
        form=form,
        action=ActionForm(formdata=None),
        **around(person, interview.process),
    )
