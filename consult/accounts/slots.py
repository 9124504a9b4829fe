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


my_voice: Slot[Person, OwnThing] = Slot("my_voice")
