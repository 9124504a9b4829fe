"""What follows when a session is closed and its minutes are sent: more cards, and letters."""

from consult.minutes.facts import cards_left_over, minutes_approved, minutes_sent, session_closed
from consult.minutes.jobs import (
    pass_on_the_rest,
    tell_authors,
    tell_of_approval,
    tell_of_minutes,
)
from consult.minutes.models import Minutes
from consult.tables import Session


@cards_left_over.when
def go_on_later(session: Session) -> None:
    pass_on_the_rest.later(session_id=session.id)


@session_closed.when
def write_to_authors(session: Session) -> None:
    tell_authors.later(session_id=session.id)


@minutes_sent.when
def write_to_who_was_there(minutes: Minutes) -> None:
    tell_of_minutes.later(minutes_id=minutes.id)


@minutes_approved.when
def write_to_them_once_more(minutes: Minutes) -> None:
    tell_of_approval.later(minutes_id=minutes.id)
