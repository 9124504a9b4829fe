"""What rooms above put to the vote, and what became of it since: no page, no web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult.kernel.i18n import Words
from consult.kernel.slots import Slot
from consult.processes import Process
from consult.voting.models import Option


@dataclass(frozen=True, slots=True)
class Votable:
    """A thing of a consultation that can be put to the vote: its kind, in code and in words."""

    kind: str
    kind_words: Words
    id: int
    title: Mapping[str, str]

    @property
    def key(self) -> str:
        """How it is named in a form, such as "node-12"."""
        return f"{self.kind}-{self.id}"


# The nodes and the candidate projects of a consultation, each kind together.
votables: Slot[Process, Votable] = Slot("voting.votables")
# The page of the node or project that an option stands for.
option_urls: Slot[Option, str] = Slot("voting.option_urls")
# Why an option can no longer be chosen: it was joined into another, or set aside.
options_gone: Slot[Option, Words] = Slot("voting.options_gone")
