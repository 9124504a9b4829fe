"""The private link of an interviewee: what they are asked, their answers, taking all back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.guides import consent_text_of, silence_words
from consult.interviews.commands import give_consent, note_opening, withdraw_by_link
from consult.interviews.forms import answers_form, asked_by, purpose_fields
from consult.interviews.models import Interview, InterviewLink
from consult.interviews.policy import can_give_consent
from consult.interviews.queries import get_interview, link_by
from consult.interviews.slots import link_offers
from consult.interviews.words import PURPOSES
from consult.kernel import limits
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import ConflictError, NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _, text
from consult.kernel.text import markdown_html
from consult.kernel.times import set_zone
from consult.processes import put_at_hand

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.interviews.forms import AnswersForm

bp = Blueprint("interviews_linked", __name__, url_prefix="/interviews/<token>")
ANSWERS, IN_TIME = 30, timedelta(hours=1)


def opened(token: str) -> tuple[InterviewLink, Interview]:
    """Return what a private link opens.

    Raises `NotFoundError` for one that is revoked or has expired: no word of the interview is told.
    """
    link = link_by(token)
    if not link.is_valid(now()):
        raise NotFoundError(_("This link has expired: ask for another."))
    interview = get_interview(link.interview_id)
    set_zone(interview.process.cycle.time_zone)
    put_at_hand(interview.process)
    return link, interview


@bp.get("")
@open_to(EVERYONE, kept=False)
def show(token: str) -> ResponseReturnValue:
    """Show what is asked, and the answers."""
    link, interview = opened(token)
    return _page(token, link, interview, answers_form(interview))


@bp.post("/consents")
@open_to(EVERYONE, kept=False)
def consents_create(token: str) -> ResponseReturnValue:
    """Keep the answers."""
    link, interview = opened(token)
    form = answers_form(interview)
    sound = form.validate_on_submit()
    link, interview = opened(token)
    limits.allow("interviews.consents", str(link.id), burst=ANSWERS, per=IN_TIME)
    if sound:
        note_opening(link)
        try:
            give_consent(link, interview, form.answers(), form.version_seen())
        except ConflictError as conflict:
            form.show_newer(conflict, asked_by(interview))
            return _page(token, link, interview, form), conflict.status
        flash(_("Your answers are kept. You can change them here at any time."), "success")
        return redirect(url_for("interviews_linked.show", token=token), 303)
    return _page(token, link, interview, form), 422


@bp.get("/withdrawal")
@open_to(EVERYONE, kept=False)
def withdrawal_new(token: str) -> ResponseReturnValue:
    """Say what follows from taking everything back, and ask once more."""
    _link, interview = opened(token)
    return render_template(
        "interviews/withdrawal.html",
        token=token,
        interview=interview,
        action=ActionForm(formdata=None),
    )


@bp.post("/withdrawal")
@open_to(EVERYONE, kept=False)
def withdrawal_create(token: str) -> ResponseReturnValue:
    """Take everything back, at once; the link opens no more."""
    sound = ActionForm().validate_on_submit()
    link, interview = opened(token)
    if not sound:
        return redirect(url_for("interviews_linked.withdrawal_new", token=token), 303)
    withdraw_by_link(link, interview)
    flash(_("All is withdrawn. Nothing of what you said is kept or shown."), "success")
    return redirect(url_for("home.index"), 303)


def _page(token: str, link: InterviewLink, interview: Interview, form: AnswersForm) -> str:
    consent = consent_text_of(interview.process)
    return render_template(
        "interviews/linked.html",
        token=token,
        link=link,
        interview=interview,
        process=interview.process,
        form=form,
        fields=purpose_fields(form),
        answers=interview.answers(),
        purposes=PURPOSES,
        consent=consent,
        told=markdown_html(text(consent.texts)) if consent else "",
        silence=silence_words(consent) if consent else "",
        verdict=can_give_consent(link, interview, consent, now()),
        offers=link_offers.fill([interview])[interview.id],
    )
