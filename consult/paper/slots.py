"""What paper asks of rooms above, what it adds to others' pages, and who sees its photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.accounts import Person
from consult.files import file_access
from consult.kernel.db import db
from consult.kernel.i18n import _
from consult.kernel.slots import Slot
from consult.paper.models import PHOTO_KIND, WallPhoto
from consult.tables import (
    Session,
    SessionLink,
    can_run,
    console_path,
    get_session,
    session_desks,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.kernel.access import Visitor

# Whether what goes with the minutes of a session is read by everyone: its minutes are approved.
minutes_told: Slot[Session, bool] = Slot("paper.minutes_told")


@file_access(PHOTO_KIND)
def whoever_runs_the_session(photo_id: int, person: Visitor | None) -> bool:
    """Show a photo to who runs its session and, published by hand, with its minutes."""
    photo = db.session.get(WallPhoto, photo_id)
    if photo is None or not photo.is_shown:
        return False
    session = get_session(photo.session_id)
    if can_run(person if isinstance(person, Person) else None, session):
        return True
    return photo.published_at is not None and any(minutes_told.fill([session])[session.id])


@session_desks.filler
def the_photos(sessions: Sequence[Session]) -> Mapping[int, Sequence[SessionLink]]:
    """Lead from the desk of a session that was begun to the photos of its wall."""
    return {
        one.id: [SessionLink(_("Photos of the wall"), f"{console_path(one)}/photos")]
        for one in sessions
        if one.started_at is not None
    }
