"""What waits for a person: texts to change, work at their desks, news of what they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.accounts import Person, Waiting, what_waits
from consult.contributions import Contribution, Voice, of_person
from consult.contributions import State as Said
from consult.home.posts import at_the_desks
from consult.kernel.db import db
from consult.kernel.i18n import _
from consult.notifications import latest_news_for, lines_of
from consult.processes import current_process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEXTS, NEWS = 5, 8
"""How many of each are shown; all of them are on their own pages."""


@what_waits.filler
def everything_that_waits(people: Sequence[Person]) -> Mapping[int, Sequence[Waiting]]:
    """Tell each person first what only they can do, then the work of their posts, then news."""
    process = current_process()
    return {
        person.id: [
            *_to_change(person),
            *(at_the_desks(person, process) if process else ()),
            *(Waiting(line.words, line.path) for line in lines_of(latest_news_for(person, NEWS))),
        ]
        for person in people
    }


def _to_change(person: Person) -> list[Waiting]:
    """What a moderator has sent back to its author."""
    returned = db.session.scalars(
        select(Contribution)
        .join(Voice, Voice.id == Contribution.voice_id)
        .where(of_person(person), Contribution.state == Said.RETURNED)
        .options(joinedload(Contribution.process))
        .order_by(Contribution.submitted_at.desc(), Contribution.id.desc())
        .limit(TEXTS)
    )
    return [
        Waiting(
            _("Change «%(title)s»: a moderator asks you to.", title=one.title),
            url_for("ideas.edit", slug=one.process.slug, code=one.code),
            urgent=True,
        )
        for one in returned
    ]
