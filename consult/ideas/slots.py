"""What the ideas room shows on others' pages, and where others add to its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.accounts import OwnThing, Person, my_voice
from consult.contributions import Contribution, said_by, standings_of
from consult.kernel.slots import Slot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.kernel.i18n import Words

# What staff can do with an idea, on its own page: words and address.
desk_actions: Slot[Contribution, tuple[Words, str]] = Slot("idea.desk_actions")


def idea_url(contribution: Contribution, slug: str) -> str:
    """Return the address of a contribution's page."""
    return url_for("ideas.show", slug=slug, code=contribution.code)


@my_voice.filler
def what_they_said(people: Sequence[Person]) -> Mapping[int, Sequence[OwnThing]]:
    """Show a person the latest of what they said, and what became of it."""
    said = {person.id: said_by(person).rows for person in people}
    standings = standings_of([one for rows in said.values() for one in rows])
    return {
        person_id: [
            OwnThing(
                title=one.title,
                url=idea_url(one, one.process.slug),
                status=standings[one.id].sentence,
                at=one.submitted_at,
            )
            for one in rows
        ]
        for person_id, rows in said.items()
    }
