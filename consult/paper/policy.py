"""Who adds photos of a wall, hides, publishes and deletes them, and who sees them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import _
from consult.kernel.policy import Verdict, no
from consult.tables import can_run
from consult.wall import can_write_for

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.paper.models import WallPhoto
    from consult.tables import Block, Session


def can_add_photo(person: Person | None, session: Session, block: Block) -> Verdict:
    """Who runs the session, while cards are written down in this part of it."""
    return can_write_for(person, session, block)


def can_mark(person: Person | None, session: Session, photo: WallPhoto) -> Verdict:
    """Who runs the session marks where cards stand, on a photo that is shown."""
    allowed = can_write_for(person, session, photo.block)
    if allowed and not photo.is_shown:
        return no(_("This photo is not shown: nothing is marked on it."))
    return allowed


def can_keep_photo(person: Person | None, session: Session) -> Verdict:
    """Who runs the session hides, shows and deletes its photos, also after it is closed."""
    return can_run(person, session)


def can_publish(person: Person | None, session: Session, photo: WallPhoto) -> Verdict:
    """Who runs the session, once it is over: a photo that is shown goes with the minutes."""
    allowed = can_run(person, session)
    if not allowed:
        return allowed
    if not session.is_over:
        return no(_("Photos are published with the minutes, once the session is over."))
    if not photo.is_shown:
        return no(_("This photo is not shown: it cannot be published."))
    return allowed
