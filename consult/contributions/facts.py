"""What the spine tells the rooms above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.contributions.models import Contribution, Voice
from consult.kernel.facts import Fact


@dataclass(frozen=True, slots=True)
class Arrival:
    """A contribution that has just come in public, and what it is counted by."""

    id: int
    voice_id: int
    municipality_id: int | None
    theme_id: int | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Many that came at once from elsewhere: nothing hangs on them yet, nobody follows them."""

    process_id: int
    public: Sequence[Arrival]


contribution_recorded: Fact[Contribution] = Fact("contribution_recorded")
contribution_published: Fact[Contribution] = Fact("contribution_published")
contribution_hidden: Fact[Contribution] = Fact("contribution_hidden")
contribution_given_back: Fact[Contribution] = Fact("contribution_given_back")
contribution_revised: Fact[Contribution] = Fact("contribution_revised")
contribution_refiled: Fact[Contribution] = Fact("contribution_refiled")
"""It is under another theme or in another place: its words are the same."""
contribution_withdrawn: Fact[Contribution] = Fact("contribution_withdrawn")
contribution_erased: Fact[Contribution] = Fact("contribution_erased")
"""Its words are gone too: whoever kept some of them forgets them."""
voices_joined: Fact[Voice] = Fact("voices_joined")
"""A seat's voice is now the same as a person's: they count as one."""
voices_parted: Fact[Voice] = Fact("voices_parted")
"""A seat's voice speaks for itself again: they count as two."""
contributions_arrived: Fact[Arrivals] = Fact("contributions_arrived")
"""Told once for many, in place of `contribution_published` for each."""
