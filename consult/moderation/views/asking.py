"""Reporting what breaks a rule, and asking another moderator to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template

from consult.accounts import current_person, signed_in_person
from consult.discussion import Comment, can_read_comment
from consult.docket import (
    get_subject,
    latest_decision,
    reason_called,
    reasons_of,
    report_by,
    second_look_at,
)
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _, text
from consult.moderation.commands.decisions import UnknownReasonError
from consult.moderation.commands.reports import ask_second_look, report_subject
from consult.moderation.forms import ReportForm, SecondLookForm
from consult.moderation.policy import can_ask_again, can_read_subject, can_report
from consult.processes import get_process

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.docket import Subject
    from consult.processes import Process

bp = Blueprint("moderation_asking", __name__, url_prefix="/processes/<slug>")


@bp.get("/reports/<ref>/new")
@open_to(SIGNED_IN)
def report_new(slug: str, ref: str) -> ResponseReturnValue:
    """Show the form, or why there is nothing to report."""
    process = get_process(slug, signed_in_person())
    return _report_page(_readable(process, ref), _report_form(process))


@bp.post("/reports/<ref>")
@open_to(SIGNED_IN)
def report_create(slug: str, ref: str) -> ResponseReturnValue:
    """Take a report in."""
    person = signed_in_person()
    process = get_process(slug, person)
    form = _report_form(process)
    sound = form.validate_on_submit()
    subject = _readable(get_process(slug, person), ref)
    if sound:
        try:
            report_subject(person, subject, form.draft())
        except UnknownReasonError as refusal:
            form.show(refusal)
        else:
            flash(_("Reported. A moderator reads it and we write to you."), "success")
            return redirect(subject.address, 303)
    return _report_page(subject, form), 422


@bp.get("/second-looks/<ref>/new")
@open_to(SIGNED_IN)
def second_look_new(slug: str, ref: str) -> ResponseReturnValue:
    """Show the form, or why there is no second look."""
    process = get_process(slug, signed_in_person())
    return _look_page(_readable(process, ref), SecondLookForm())


@bp.post("/second-looks/<ref>")
@open_to(SIGNED_IN)
def second_look_create(slug: str, ref: str) -> ResponseReturnValue:
    """Ask another moderator to look."""
    person = signed_in_person()
    form = SecondLookForm()
    sound = form.validate_on_submit()
    subject = _readable(get_process(slug, person), ref)
    if not sound:
        return _look_page(subject, form), 422
    ask_second_look(person, subject, form.why.data or "")
    flash(_("Another moderator looks at it. We write to you."), "success")
    return redirect(subject.address, 303)


def _readable(process: Process, ref: str) -> Subject:
    """What an address names, if the person may read it. Raises `NotFoundError`."""
    person = current_person()
    subject = get_subject(process, ref, person)
    if isinstance(subject.thing, Comment) and not can_read_comment(person, subject.thing):
        raise NotFoundError(_("There is no such comment."))
    readable = can_read_subject(person, subject)
    if not readable:
        raise NotFoundError(readable.reason)
    return subject


def _report_form(process: Process) -> ReportForm:
    form = ReportForm()
    form.reason.choices = [(one.code, text(one.title)) for one in reasons_of(process)]
    return form


def _report_page(subject: Subject, form: ReportForm) -> str:
    person = signed_in_person()
    return render_template(
        "moderation/report.html",
        process=subject.process,
        subject=subject,
        form=form,
        verdict=can_report(person, subject, report_by(person, subject)),
    )


def _look_page(subject: Subject, form: SecondLookForm) -> str:
    decision = latest_decision(subject.kind.name, subject.id)
    code = decision.reason_code if decision else None
    return render_template(
        "moderation/second_look.html",
        process=subject.process,
        subject=subject,
        form=form,
        decision=decision,
        reason=reason_called(subject.process.id, code),
        verdict=can_ask_again(signed_in_person(), subject, decision, second_look_at(subject)),
    )
