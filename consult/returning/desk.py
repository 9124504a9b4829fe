"""The desk's page of what went back to an interviewee, and sending it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.coding import marks_in
from consult.interviews import around, at_the_interview
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm
from consult.kernel.i18n import ngettext
from consult.returning.commands import send_passages
from consult.returning.policy import can_return
from consult.returning.queries import published_behind, returned_of, round_of
from consult.returning.words import ANSWERED

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.interviews import Interview

bp = Blueprint(
    "returning", __name__, url_prefix="/processes/<slug>/desk/interviews/<code>/passages"
)


class SendingForm(CreatingForm):
    """The button that sends passages; sent twice, they go once."""

    action = "returning.create"


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str, code: str) -> ResponseReturnValue:
    """Show what went back, what was said of it, and which contribution it is."""
    person, interview = at_the_interview(slug, code)
    return _page(person, interview, SendingForm(formdata=None))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str) -> ResponseReturnValue:
    """Send the passages that wait to be read."""
    form = SendingForm()
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound:
        try:
            many = send_passages(person, interview)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(
                ngettext("%(num)s passage is sent.", "%(num)s passages are sent.", many), "success"
            )
            return redirect(url_for("returning.index", slug=slug, code=code), 303)
    return _page(person, interview, form), 422


def _page(person: Person, interview: Interview, form: SendingForm) -> str:
    passages = returned_of(interview)
    return render_template(
        "returning/index.html",
        interview=interview,
        passages=passages,
        marks={one.passage_id: one.id for one in marks_in([interview.id])},
        contributions=published_behind(passages),
        round=round_of(interview),
        verdict=can_return(person, interview),
        answered=ANSWERED,
        form=form,
        **around(person, interview.process),
    )
