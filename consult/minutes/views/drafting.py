"""The minutes at the desk: drafted, edited, sent, corrected, approved."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.minutes.drafting import (
    StaleMinutesError,
    UnclearCorrectionError,
    answer_correction,
    approve_minutes,
    corrections_of,
    draft_minutes,
    edit_minutes,
    find_correction,
    minutes_of,
    send_minutes,
)
from consult.minutes.forms import AnswerForm, ApprovalForm, MinutesForm, SendingForm
from consult.minutes.models import MinutesState
from consult.minutes.policy import can_approve, can_draft
from consult.minutes.reading import page_of
from consult.minutes.report import Reader
from consult.minutes.views.entering import Desk, desk_of
from consult.minutes.words import MINUTES
from consult.processes import word_differences

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.minutes.models import Minutes

bp = Blueprint(
    "minutes_drafting",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/minutes",
)
USUAL_DAYS = timedelta(days=7)


@bp.get("")
@open_to(SIGNED_IN)
def show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the minutes as they stand, who wants them corrected, and what comes next."""
    at = desk_of(slug, code, number)
    minutes = minutes_of(at.session)
    if minutes is None:
        return render_template(
            "minutes/begin.html",
            at=at,
            process=at.process,
            session=at.session,
            verdict=can_draft(at.person, at.session),
            action=ActionForm(formdata=None),
        )
    return _page(at, minutes)


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Draft the minutes from the session."""
    sound = ActionForm().validate_on_submit()
    at = desk_of(slug, code, number)
    if sound:
        draft_minutes(at.person, at.session)
    return redirect(at.url("minutes_drafting.show"), 303)


@bp.get("/edit")
@open_to(SIGNED_IN)
def edit(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Ask what the minutes say."""
    at = desk_of(slug, code, number)
    minutes = _minutes(at)
    data = {"source": minutes.source, "version": str(minutes.version)}
    return _edit_page(at, minutes, MinutesForm(data=data))


@bp.post("/text")
@open_to(SIGNED_IN)
def update(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Keep what they say; the second of two editors sees what differs and loses nothing."""
    form, status = MinutesForm(), 422
    sound = form.validate_on_submit()
    at = desk_of(slug, code, number)
    minutes = _minutes(at)
    if sound:
        try:
            edit_minutes(
                at.person, at.session, minutes, form.source.data or "", form.version_seen()
            )
        except StaleMinutesError as conflict:
            form.show(conflict)
            form.version.data = str(minutes.version)
            status = conflict.status
        else:
            flash(_("Saved."), "success")
            return redirect(at.url("minutes_drafting.show"), 303)
    return _edit_page(at, minutes, form), status


@bp.post("/sending")
@open_to(SIGNED_IN)
def sending_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Let those who were there read and correct them."""
    form = SendingForm()
    sound = form.validate_on_submit()
    at = desk_of(slug, code, number)
    minutes = _minutes(at)
    if sound and form.until.data:
        last = datetime.combine(form.until.data, time(23, 59, 59), at.process.time_zone)
        try:
            send_minutes(at.person, at.session, minutes, last)
        except RefusedError as refusal:
            if refusal.field is None:
                raise
            form.show(refusal)
        else:
            flash(_("Those who were there can read them now."), "success")
            return redirect(at.url("minutes_drafting.show"), 303)
    return _page(at, minutes, sending=form), 422


@bp.post("/corrections/<int:correction_id>")
@open_to(SIGNED_IN)
def correction_update(slug: str, code: str, number: int, correction_id: int) -> ResponseReturnValue:
    """Answer a correction."""
    form = AnswerForm()
    sound = form.validate_on_submit()
    at = desk_of(slug, code, number)
    minutes = _minutes(at)
    correction = find_correction(minutes, correction_id)
    if sound:
        answer = form.taken.data == "yes", form.answer.data or ""
        try:
            answer_correction(at.person, at.session, minutes, correction, answer)
        except UnclearCorrectionError as refusal:
            form.show(refusal)
        else:
            flash(_("Answered: whoever asked reads it."), "success")
            return redirect(at.url("minutes_drafting.show"), 303)
    return _page(at, minutes, answering=(correction_id, form)), 422


@bp.post("/approval")
@open_to(SIGNED_IN)
def approval_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Approve the minutes, and freeze them."""
    form = ApprovalForm()
    sound = form.validate_on_submit()
    at = desk_of(slug, code, number)
    if sound:
        approve_minutes(at.person, at.session, _minutes(at), form.version_seen())
        flash(_("Approved: everyone can read them now, and they stay as they are."), "success")
    return redirect(at.url("minutes_drafting.show"), 303)


def _minutes(at: Desk) -> Minutes:
    minutes = minutes_of(at.session)
    if minutes is None:
        raise NotFoundError(_("These minutes were not begun yet."))
    return minutes


def _page(
    at: Desk,
    minutes: Minutes,
    sending: SendingForm | None = None,
    answering: tuple[int, AnswerForm] | None = None,
) -> str:
    corrections = corrections_of(minutes)
    open_ones = sum(one.taken is None for one in corrections)
    until = minutes.corrections_until or now() + USUAL_DAYS
    return render_template(
        "minutes/show.html",
        at=at,
        process=at.process,
        session=at.session,
        minutes=minutes,
        text=page_of(minutes, at.session, Reader.STAFF),
        corrections=corrections,
        states=MINUTES,
        frozen=minutes.state is MinutesState.APPROVED,
        approval=can_approve(at.person, at.session, minutes, open_ones, now()),
        sending=sending
        or SendingForm(
            formdata=None, data={"until": until.astimezone(at.process.time_zone).date()}
        ),
        approving=ApprovalForm(formdata=None, data={"version": str(minutes.version)}),
        answering=answering[0] if answering else None,
        answer=answering[1] if answering else AnswerForm(formdata=None),
        fresh=AnswerForm(formdata=None),
    )


def _edit_page(at: Desk, minutes: Minutes, form: MinutesForm) -> str:
    typed = form.source.data or ""
    return render_template(
        "minutes/edit.html",
        at=at,
        process=at.process,
        session=at.session,
        form=form,
        difference=word_differences(minutes.source, typed) if form.errors_on_top else None,
    )
