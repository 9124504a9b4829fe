"""The minutes as everyone reads them once approved, and as those who were there correct them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from consult.accounts import current_person
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _, speaking, text
from consult.kernel.times import day, day_time
from consult.minutes.documents import MAKERS, Paper
from consult.minutes.drafting import correct, corrections_of, is_unchanged, minutes_of
from consult.minutes.forms import CorrectionForm
from consult.minutes.models import MinutesState
from consult.minutes.policy import can_correct
from consult.minutes.reading import page_of, readable
from consult.minutes.report import Reader
from consult.minutes.views.entering import who_was_there
from consult.minutes.views.reports import room
from consult.paper import published_photos
from consult.processes import get_process
from consult.seats import session_at
from consult.tables import find_session

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.minutes.models import Minutes
    from consult.seats import Seat
    from consult.tables import Session

bp = Blueprint(
    "minutes",
    __name__,
    url_prefix="/processes/<slug>/tables/<code>/sessions/<int:number>/minutes",
)


@bp.get("")
@open_to(EVERYONE)
def show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show approved minutes, and whether their hash still is that of their text."""
    session, minutes = _approved(slug, code, number)
    return render_template(
        "minutes/public.html",
        process=session.table.process,
        session=session,
        minutes=minutes,
        text=page_of(minutes, session, Reader.EVERYONE),
        unchanged=is_unchanged(minutes, session),
        kinds=list(MAKERS),
        photos=published_photos(session),
    )


@bp.get("/<any(pdf, docx, odt):kind>")
@open_to(EVERYONE)
def file_show(slug: str, code: str, number: int, kind: str) -> ResponseReturnValue:
    """Give approved minutes as a file, made anew: what is withdrawn since is not in it."""
    session, minutes = _approved(slug, code, number)
    paper = _paper(session, minutes)
    db.forget()
    content_type, make = MAKERS[kind]
    name = f"{session.table.code}-{session.number}.{kind}"
    return Response(
        make(paper),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@room.get("/minutes")
@open_to(EVERYONE, kept=False)
def minutes_show(code: str) -> ResponseReturnValue:
    """Show those who were there the minutes that were sent, and ask what should change."""
    session = session_at(code)
    seat, away = who_was_there(session)
    if away is not None:
        return away
    minutes = minutes_of(session)
    if minutes is None or minutes.state is MinutesState.DRAFT:
        return redirect(f"/t/{session.join_code}", 303)
    return room_page(session, minutes, seat, CorrectionForm())


@room.post("/minutes/corrections")
@open_to(EVERYONE)
def corrections_create(code: str) -> ResponseReturnValue:
    """Ask for a correction."""
    form = CorrectionForm()
    sound = form.validate_on_submit()
    session = session_at(code)
    seat, away = who_was_there(session)
    minutes = minutes_of(session)
    if away or seat is None or minutes is None:
        return away or redirect(url_for("minutes_room.minutes_show", code=code), 303)
    if sound:
        correct(seat, minutes, form.source.data or "")
        flash(_("Received. The answer comes on this page."), "success")
        return redirect(url_for("minutes_room.minutes_show", code=session.join_code), 303)
    if minutes.state is MinutesState.DRAFT:
        return redirect(f"/t/{session.join_code}", 303)
    return room_page(session, minutes, seat, form), 422


def room_page(
    session: Session,
    minutes: Minutes,
    seat: Seat | None,
    form: CorrectionForm,
    token: str = "",
) -> str:
    """Show minutes to somebody who was there; `token` is that of the link by which they came."""
    corrections = corrections_of(minutes)
    return render_template(
        "minutes/room.html",
        process=session.table.process,
        session=session,
        minutes=minutes,
        text=page_of(minutes, session, Reader.ROOM),
        own=[one for one in corrections if seat and one.seat_id == seat.id],
        verdict=can_correct(seat, minutes, now()) if seat else None,
        token=token,
        form=form,
    )


def _approved(slug: str, code: str, number: int) -> tuple[Session, Minutes]:
    process = get_process(slug, current_person())
    session = find_session(process, code, number)
    minutes = minutes_of(session)
    if minutes is None or minutes.state is not MinutesState.APPROVED:
        raise NotFoundError(_("There are no approved minutes of this session."))
    return session, minutes


def _paper(session: Session, minutes: Minutes) -> Paper:
    """Approved minutes on paper, in the language of the session."""
    process = session.table.process
    with speaking(session.language):
        table, approved = text(session.table.name), minutes.approved_at
        return Paper(
            title=_("Minutes: %(title)s", title=session.title),
            author=text(process.title),
            language=session.language,
            about=[
                f"{table}, {day(session.starts_at)}",
                _("Approved on %(moment)s", moment=day_time(approved) if approved else ""),
            ],
            source=readable(minutes, session, Reader.EVERYONE),
            foot=f"SHA-256 {minutes.hash}",
        )
