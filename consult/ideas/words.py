"""How the pages of ideas say things about people."""

from __future__ import annotations

from consult.accounts import Person, Tie
from consult.kernel.i18n import _


def tie_words(person: Person | None) -> str | None:
    """Say what ties a person to their municipality: as they declare it, nobody checks."""
    if person is None or person.municipality is None or person.tie is None:
        return None
    place = person.municipality.name
    return {
        Tie.LIVES: _("lives in %(place)s", place=place),
        Tie.WORKS: _("works or studies in %(place)s", place=place),
        Tie.CITY_USER: _("is often in %(place)s", place=place),
    }[person.tie]
