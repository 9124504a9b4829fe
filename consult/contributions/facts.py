"""What the spine tells the rooms above it."""

from consult.contributions.models import Contribution, Voice
from consult.kernel.facts import Fact

contribution_recorded: Fact[Contribution] = Fact("contribution_recorded")
contribution_published: Fact[Contribution] = Fact("contribution_published")
contribution_hidden: Fact[Contribution] = Fact("contribution_hidden")
contribution_given_back: Fact[Contribution] = Fact("contribution_given_back")
contribution_revised: Fact[Contribution] = Fact("contribution_revised")
contribution_refiled: Fact[Contribution] = Fact("contribution_refiled")
"""It is under another theme: its words are the same."""
contribution_withdrawn: Fact[Contribution] = Fact("contribution_withdrawn")
voices_joined: Fact[Voice] = Fact("voices_joined")
"""A seat's voice is now the same as a person's: they count as one."""
