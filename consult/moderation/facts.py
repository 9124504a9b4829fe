"""What the moderation room tells."""

from consult.kernel.facts import Fact
from consult.moderation.models import Decision

contribution_decided: Fact[Decision] = Fact("contribution_decided")
