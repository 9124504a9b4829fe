"""The idea map: strategies, nodes, and the contributions that hang on them."""

from consult.ideamap.models import Maturity, Node, NodeLink

__all__ = ["Maturity", "Node", "NodeLink"]
