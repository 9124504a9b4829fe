"""What the three pages of a session show of its seats: who is here, and in which group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.clock import now
from consult.kernel.forms import ActionForm
from consult.kernel.pages import html_of
from consult.seats.presence import presence_in
from consult.seats.queries import count_present, group_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from consult.accounts import Person
    from consult.seats.models import Seat
    from consult.tables import Block, Session


def console_piece(person: Person, session: Session, block: Block | None) -> Markup:
    """Return who is here, who is away and who waits to be let in, and the groups of a block."""
    del person  # whoever sees the console may do all of this
    return html_of(
        "seats/_console.html",
        session=session,
        presence=presence_in(session, block, now()),
        form=ActionForm(formdata=None),
    )


def phone_piece(seat: Seat, session: Session, block: Block) -> Markup:
    """Return in which group a seat works in a block, and on what."""
    return html_of("seats/_phone.html", session=session, group=group_of(seat, block))


def projector_piece(session: Session, block: Block | None) -> Markup:
    """Return how many are here; no names."""
    del block  # it is the same in all of them
    return html_of("seats/_projector.html", present=count_present(session))
