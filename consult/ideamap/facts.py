"""What the idea map tells."""

from consult.ideamap.models import Node, NodeLink
from consult.kernel.facts import Fact

contribution_linked: Fact[NodeLink] = Fact("contribution_linked")
contribution_unlinked: Fact[NodeLink] = Fact("contribution_unlinked")
# A node was joined into another, or parted from it again.
node_bound: Fact[Node] = Fact("node_bound")
