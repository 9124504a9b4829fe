"""What is here of a demo: which world was built, and the letters it would have sent."""

from __future__ import annotations

from sqlalchemy import select

from consult.demo.folders import told_plans
from consult.demo.models import Episode
from consult.demo.story import begun
from consult.demo.world import World, read_world
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.mail import DemoLetter
from consult.kernel.paging import Page, paginate


def world_at_hand() -> World | None:
    """Return the world that was built in this database, or none."""
    names = {begun(plan): plan for plan in told_plans()}
    query = select(Episode.name).where(Episode.name.in_(names)).order_by(Episode.id).limit(1)
    found = db.session.scalar(query)
    return read_world(names[found]) if found else None


def letters(*, after: str | None = None) -> Page[DemoLetter]:
    """Return one page of the letters, the newest first."""
    return paginate(
        select(DemoLetter),
        (DemoLetter.written_at, DemoLetter.id),
        lambda letter: (letter.written_at, letter.id),
        after=after,
    )


def get_letter(letter_id: int) -> DemoLetter:
    """Return one letter. Raises `NotFoundError`."""
    letter = db.session.get(DemoLetter, letter_id)
    if letter is None:
        raise NotFoundError(_("There is no such letter."))
    return letter
