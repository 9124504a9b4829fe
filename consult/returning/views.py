"""The private link's passages: which there are, one to read and answer after the other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.interviews import note_opening, opened
from consult.kernel import limits
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.returning.commands import answer_passage
from consult.returning.forms import answer_form
from consult.returning.policy import can_answer
from consult.returning.queries import find_returned, returned_of, round_of
from consult.returning.signatures import signature_of
from consult.returning.words import ANSWERED

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.interviews import Interview, InterviewLink
    from consult.returning.forms import AnswerForm
    from consult.returning.models import ReturnedPassage

bp = Blueprint("returning_linked", __name__, url_prefix="/interviews/<token>/passages")
ANSWERS_AT_ONCE, IN_TIME = 120, timedelta(hours=1)


@bp.get("")
@open_to(EVERYONE, kept=False)
def index(token: str) -> ResponseReturnValue:
    """List the passages, with what was said of each."""
    link, interview = opened(token)
    passages = returned_of(interview)
    return render_template(
        "returning/passages.html",
        token=token,
        passages=passages,
        waiting=[one for one in passages if one.answer is None],
        round=round_of(interview),
        verdict=can_answer(link, interview, now()),
        answered=ANSWERED,
        process=interview.process,
    )


@bp.get("/<int:number>")
@open_to(EVERYONE, kept=False)
def show(token: str, number: int) -> ResponseReturnValue:
    """Show one passage, and ask what is to be done with it."""
    link, interview = opened(token)
    passage = find_returned(interview, number)
    return _page(token, link, interview, passage, answer_form(passage))


@bp.post("/<int:number>")
@open_to(EVERYONE, kept=False)
def update(token: str, number: int) -> ResponseReturnValue:
    """Keep the answer, and go on with the next that waits."""
    link, interview = opened(token)
    form = answer_form(find_returned(interview, number))
    sound = form.validate_on_submit()
    link, interview = opened(token)
    passage = find_returned(interview, number)
    limits.allow("returning.answers", str(link.id), burst=ANSWERS_AT_ONCE, per=IN_TIME)
    if sound:
        try:
            note_opening(link)
            answer_passage(link, interview, passage, form.draft())
        except RefusedError as refusal:
            if refusal.field is None:
                raise
            form.show(refusal)
            form.seen.data = passage.fingerprint
            return _page(token, link, interview, passage, form), refusal.status
        else:
            flash(_("Kept. You can change it at any time."), "success")
            return redirect(_next(token, interview, number), 303)
    return _page(token, link, interview, passage, form), 422


def _next(token: str, interview: Interview, after: int) -> str:
    """Where to go on: the next passage that waits, else the list."""
    waiting = [one.number for one in returned_of(interview) if one.answer is None]
    following = next((one for one in waiting if one > after), next(iter(waiting), None))
    if following is None:
        return url_for("returning_linked.index", token=token)
    return url_for("returning_linked.show", token=token, number=following)


def _page(
    token: str,
    link: InterviewLink,
    interview: Interview,
    passage: ReturnedPassage,
    form: AnswerForm,
) -> str:
    passages = returned_of(interview)
    return render_template(
        "returning/passage.html",
        token=token,
        interview=interview,
        process=interview.process,
        passage=passage,
        place=1 + [one.id for one in passages].index(passage.id),
        total=len(passages),
        signature=signature_of(interview),
        form=form,
        verdict=can_answer(link, interview, now()),
    )
