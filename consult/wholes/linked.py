"""The whole interview by its private link: read as everyone would, approved or withheld."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.interviews import note_opening, opened
from consult.kernel import limits
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.returning import signature_of
from consult.wholes.commands import answer_whole
from consult.wholes.forms import answer_form
from consult.wholes.policy import can_answer_whole, may_publish_whole
from consult.wholes.queries import whole_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.interviews import Interview, InterviewLink
    from consult.wholes.forms import AnswerForm
    from consult.wholes.models import WholeText

bp = Blueprint("wholes_linked", __name__, url_prefix="/interviews/<token>/whole")
ANSWERS_AT_ONCE, IN_TIME = 30, timedelta(hours=1)


@bp.get("")
@open_to(EVERYONE, kept=False)
def show(token: str) -> ResponseReturnValue:
    """Show the interviewee the whole text, and ask what is to be done with it."""
    link, interview = opened(token)
    whole = _sent(interview)
    return _page(token, link, interview, whole, answer_form(whole))


@bp.post("")
@open_to(EVERYONE, kept=False)
def update(token: str) -> ResponseReturnValue:
    """Keep the answer."""
    link, interview = opened(token)
    form = answer_form(_sent(interview))
    sound = form.validate_on_submit()
    link, interview = opened(token)
    whole = _sent(interview)
    limits.allow("wholes.answers", str(link.id), burst=ANSWERS_AT_ONCE, per=IN_TIME)
    if sound:
        try:
            note_opening(link)
            answer_whole(link, interview, form.draft())
        except RefusedError as refusal:
            if refusal.field is None:
                raise
            form = answer_form(whole, read_anew=True)
            form.show(refusal)
            return _page(token, link, interview, whole, form), refusal.status
        flash(_("Kept. You can change it at any time."), "success")
        return redirect(url_for("wholes_linked.show", token=token), 303)
    return _page(token, link, interview, whole, form), 422


def _sent(interview: Interview) -> WholeText:
    """Return the text that was sent, while it is agreed to. Raises `NotFoundError`."""
    whole = whole_of(interview)
    if whole is None or not may_publish_whole(interview):
        raise NotFoundError(_("There is no text to read."))
    return whole


def _page(
    token: str, link: InterviewLink, interview: Interview, whole: WholeText, form: AnswerForm
) -> str:
    return render_template(
        "wholes/linked.html",
        token=token,
        process=interview.process,
        interview=interview,
        whole=whole,
        signature=signature_of(interview),
        form=form,
        verdict=can_answer_whole(link, interview, now()),
    )
