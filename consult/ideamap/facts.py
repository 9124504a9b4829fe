"""What the idea map tells."""

from consult.ideamap.models import NodeLink
from consult.kernel.facts import Fact

contribution_linked: Fact[NodeLink] = Fact("contribution_linked")
