"""Who may put topics into a grid and go to them, and who runs a method, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no
from consult.rounds.methods import has_grid, slots_of
from consult.seats import Seat
from consult.tables import Block, Session, SessionState, can_run

if TYPE_CHECKING:
    from consult.accounts import Person


def can_set_places(person: Person | None, session: Session) -> Verdict:
    """Whoever runs the session names the places of its grid, until it is over."""
    if session.is_over:
        return no(_("This session is over: its grid stays as it was."))
    if not slots_of(session):
        return no(_("This agenda has no grid, or no group work after it."))
    return can_run(person, session)


def can_place_topic(seat: Seat, session: Session, author_id: int, slot: Block) -> Verdict:
    """Who proposed a topic puts it into the grid once that is open, before its hour begins."""
    taking_part = _takes_part(seat, session)
    if not taking_part:
        return taking_part
    if author_id != seat.id:
        return no(_("Who proposes a topic puts it into the grid."))
    return _takes_topics(session, slot)


def can_arrange_grid(person: Person | None, session: Session, slot: Block) -> Verdict:
    """Whoever runs the session moves topics too, before their hour begins."""
    return can_run(person, session) and _takes_topics(session, slot)


def can_go(seat: Seat, session: Session, slot: Block) -> Verdict:
    """Whoever takes part says where they go, and moves on, until that hour is over."""
    taking_part = _takes_part(seat, session)
    if not taking_part:
        return taking_part
    if slot not in slots_of(session) or slot.ended_at is not None:
        return no(_("This hour is over."))
    return YES


def can_read_out(person: Person | None, session: Session, block: Block) -> Verdict:
    """Whoever runs the session calls one card after the other, while that is at hand."""
    if session.block is None or session.block.id != block.id:
        return no(_("Cards are read one after the other in their own part."))
    return can_run(person, session)


def _takes_part(seat: Seat, session: Session) -> Verdict:
    if seat.session_id != session.id or not seat.takes_part:
        return no(_("Only those who take part can do this."))
    if session.state is not SessionState.RUNNING:
        return no(_("This session is not running."))
    return YES


def _takes_topics(session: Session, slot: Block) -> Verdict:
    grid = next((one for one in session.blocks if has_grid(one)), None)
    if grid is None or grid.began_at is None or slot not in slots_of(session):
        return no(_("The grid is not open yet."))
    if slot.began_at is not None:
        return no(_("This hour has begun: its topics stay where they are."))
    return YES
