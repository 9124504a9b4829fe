"""What follows when a session is closed: the rest of its cards, and letters to who wrote them."""

from consult.minutes.facts import cards_left_over
from consult.minutes.jobs import pass_on_the_rest
from consult.tables import Session


@cards_left_over.when
def go_on_later(session: Session) -> None:
    pass_on_the_rest.later(session_id=session.id)
