"""Where the letters and private links of a furnished world lead."""

from __future__ import annotations

from urllib.parse import urlsplit

from sqlalchemy import select

from consult.commitments import Commitment
from consult.commitments.tokens import stop_url as stop_reminders_url
from consult.interviews import get_interview, link_of
from consult.interviews.queries import number_of
from consult.interviews.tokens import token_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.minutes.tokens import link_to
from consult.returning import ReturnedPassage
from consult.seats import SeatAddress
from consult.tables import Invitation
from consult.tables.tokens import token_for


def invitation() -> str:
    """The address in the letter of whoever was invited to a session first."""
    one = db.session.scalars(select(Invitation).order_by(Invitation.id)).first()
    return f"/invitations/{token_for(one.session_id, one.email)}" if one else ""


def reminder() -> str:
    """Where the reminders of the first promise that has an address are stopped."""
    query = select(Commitment).where(Commitment.email.is_not(None)).order_by(Commitment.id)
    one = db.session.scalars(query).first()
    return urlsplit(stop_reminders_url(one, one.email)).path if one else ""


def minutes_link() -> str:
    """The link to minutes of the first who left an address for them."""
    seat_id = db.session.scalar(select(SeatAddress.seat_id).order_by(SeatAddress.id))
    return urlsplit(link_to(seat_id, now())).path if seat_id else ""


def interview() -> dict[str, str]:
    """The last interview whose passages wait for an answer, its link, the first that waits."""
    waiting = select(ReturnedPassage).where(ReturnedPassage.answer.is_(None))
    passage = db.session.scalars(waiting.order_by(ReturnedPassage.id.desc())).first()
    if passage is None:
        return {}
    interview = get_interview(passage.interview_id)
    link = link_of(interview)
    token = token_of(interview.id, number_of(link)) if link else ""
    return {
        "code": interview.code,
        "link": f"/interviews/{token}",
        "passage": f"/interviews/{token}/passages/{passage.number}",
    }
