"""In which order the options of a vote stand: none gains by being the first for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from consult.accounts import Person
from consult.voting.models import Choice, Option


def drawn_options(choice: Choice, person: Person | None, on: date) -> Sequence[Option]:
    """Return the options in a drawn order: a voter's own for good, one a day for all visitors."""
    reader = f"voter {person.id}" if person else f"visitors {on.isoformat()}"
    return sorted(
        choice.options,
        key=lambda option: sha256(f"{choice.id} {reader} {option.id}".encode()).digest(),
    )
