"""Consent at the desk: answers on paper, withdrawal, audio and scans, the private link."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from flask import flash, send_file

from consult.interviews import media
from consult.interviews.commands import (
    delete_file,
    keep_file,
    make_link,
    record_consent,
    revoke_link,
    withdraw_consent,
    withdraw_interview,
)
from consult.interviews.forms import (
    FileForm,
    LinkForm,
    PaperForm,
    ReasonForm,
    answers_form,
    asked_by,
)
from consult.interviews.media import MOST_AUDIO_BYTES, MOST_SCAN_BYTES
from consult.interviews.models import FileKind, Purpose
from consult.interviews.queries import find_file
from consult.interviews.views.desk import at_the_interview, bp, to_interview
from consult.interviews.views.keeping import interview_page
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import ConflictError, NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from flask.typing import ResponseReturnValue

MORE = 64 * 1024


@bp.post("/<code>/consents")
@open_to(SIGNED_IN)
def consents_create(slug: str, code: str) -> ResponseReturnValue:
    """Write down what was answered on paper."""
    person, interview = at_the_interview(slug, code)
    form = answers_form(interview, on_paper=True)
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound and isinstance(form, PaperForm):
        try:
            record_consent(person, interview, form.answers(), form.prepared, form.version_seen())
        except ConflictError as conflict:
            form.show_newer(conflict, asked_by(interview))
            return interview_page(person, interview, paper=form), conflict.status
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("The answers are written down."), "success")
            return to_interview(interview, "#consent")
    return interview_page(person, interview, paper=form), 422


@bp.post("/<code>/consents/<purpose>/delete")
@open_to(SIGNED_IN)
def consents_delete(slug: str, code: str, purpose: str) -> ResponseReturnValue:
    """Take back the consent to one purpose."""
    form = ReasonForm()
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if purpose not in set(Purpose):
        raise NotFoundError(_("There is no such purpose."))
    if sound:
        withdraw_consent(person, interview, Purpose(purpose), form.because.data or "")
        flash(_("Withdrawn: what rested on it is gone from sight."), "success")
    return to_interview(interview, "#consent")


@bp.post("/<code>/withdrawal")
@open_to(SIGNED_IN)
def withdrawal_create(slug: str, code: str) -> ResponseReturnValue:
    """Take everything back."""
    form = ReasonForm()
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound:
        withdraw_interview(person, interview, form.because.data or "")
        flash(_("Withdrawn: nothing of this interview is kept."), "success")
        return to_interview(interview)
    return interview_page(person, interview, reason=form), 422


@bp.post("/<code>/files")
@open_to(SIGNED_IN)
def files_create(slug: str, code: str) -> ResponseReturnValue:
    """Keep audio until its day."""
    person, interview = at_the_interview(slug, code)
    form = FileForm()
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound and form.prepared is not None:
        try:
            until = _end_of(form.delete_on.data, interview.process.time_zone)
            keep_file(person, interview, form.prepared, until)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Kept until its day."), "success")
            return to_interview(interview, "#files")
    return interview_page(person, interview, file=form), 422


consents_create.most_bytes = MOST_SCAN_BYTES + MORE  # type: ignore[attr-defined]  # told by the view itself
files_create.most_bytes = MOST_AUDIO_BYTES + MORE  # type: ignore[attr-defined]  # as above


@bp.get("/<code>/files/<int:file_id>")
@open_to(SIGNED_IN)
def files_show(slug: str, code: str, file_id: int) -> ResponseReturnValue:
    """Send audio or a scan to who may read the interview, in ranges when asked."""
    _person, interview = at_the_interview(slug, code)
    file = find_file(interview, file_id)
    place = media.place_of(file.key)
    if not place.exists():
        raise NotFoundError(_("There is no such file."))
    answer = send_file(
        place,
        mimetype=file.content_type,
        as_attachment=not file.content_type.startswith("audio/"),
        download_name=file.name,
        conditional=True,
        etag=file.key,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    # A browser plays audio in a page of its own, which must be let read this very file.
    plays = "media-src 'self'" if file.kind is FileKind.AUDIO else "sandbox"
    answer.headers["Content-Security-Policy"] = f"default-src 'none'; {plays}"
    return answer


@bp.post("/<code>/files/<int:file_id>/delete")
@open_to(SIGNED_IN)
def files_delete(slug: str, code: str, file_id: int) -> ResponseReturnValue:
    """Delete a file before its day."""
    sound = ActionForm().validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound:
        delete_file(person, interview, find_file(interview, file_id))
        flash(_("The file is gone."), "success")
    return to_interview(interview, "#files")


@bp.post("/<code>/link")
@open_to(SIGNED_IN)
def link_create(slug: str, code: str) -> ResponseReturnValue:
    """Give the interviewee a private link; the one before opens no more."""
    form = LinkForm()
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound:
        try:
            make_link(person, interview, form.days.data or 0)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(
                _("The link is made and sent to them.")
                if interview.email
                else _("The link is made: give it to them yourself."),
                "success",
            )
            return to_interview(interview, "#link")
    return interview_page(person, interview, link_form=form), 422


@bp.post("/<code>/link/delete")
@open_to(SIGNED_IN)
def link_delete(slug: str, code: str) -> ResponseReturnValue:
    """Let the private link open no more."""
    sound = ActionForm().validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound:
        revoke_link(person, interview)
        flash(_("The link opens no more."), "success")
    return to_interview(interview, "#link")


def _end_of(day: date | None, zone: ZoneInfo) -> datetime | None:
    """The last moment of a day, where the consultation is."""
    return datetime.combine(day, time.max, zone).astimezone(UTC) if day else None
