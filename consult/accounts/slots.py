"""What rooms above show on a person's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.accounts.models import Person
from consult.kernel.i18n import Words
from consult.kernel.slots import Slot


@dataclass(frozen=True, slots=True)
class OwnThing:
    """Something a person has said or done, and what became of it, as one line of their page."""

    title: str
    url: str
    status: Words
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a person, in words, and where it is done or read."""

    words: Words
    url: str
    urgent: bool = False


my_voice: Slot[Person, OwnThing] = Slot("my_voice")
"""What a person said, and what became of it."""
what_waits: Slot[Person, Waiting] = Slot("what_waits")
"""What a person can do now, at a desk or for what they said, and what is new."""
