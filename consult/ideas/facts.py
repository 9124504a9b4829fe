"""What the ideas room tells."""

from consult.contributions import Contribution
from consult.kernel.facts import Fact

idea_submitted: Fact[Contribution] = Fact("idea_submitted")
