"""The idea map: strategies, nodes, and the contributions that hang on them."""

from consult.ideamap.commands import (
    LinkedAlreadyError,
    NodeDraft,
    NoTitleError,
    StaleNodeError,
    create_node,
    edit_node,
    link_contribution,
    ripen,
    unlink_contribution,
)
from consult.ideamap.facts import contribution_linked
from consult.ideamap.jobs import tell_author
from consult.ideamap.models import BondKind, Maturity, Node, NodeBond, NodeLink
from consult.ideamap.past import PastMap, PastNode, map_actions, past_maps
from consult.ideamap.policy import can_curate, can_link
from consult.ideamap.queries import (
    Count,
    Heard,
    all_public_on,
    counts_of,
    get_node,
    nodes_in,
    total_in,
    zones_heard,
)
from consult.ideamap.slots import NodeProject, node_actions, node_projects
from consult.ideamap.tallies import CellTally
from consult.ideamap.wording import LANGUAGE_NAMES, WordedForm, Wording, typed_texts, worded
from consult.ideamap.words import MATURITIES

__all__ = [
    "LANGUAGE_NAMES",
    "MATURITIES",
    "BondKind",
    "CellTally",
    "Count",
    "Heard",
    "LinkedAlreadyError",
    "Maturity",
    "NoTitleError",
    "Node",
    "NodeBond",
    "NodeDraft",
    "NodeLink",
    "NodeProject",
    "PastMap",
    "PastNode",
    "StaleNodeError",
    "WordedForm",
    "Wording",
    "all_public_on",
    "can_curate",
    "can_link",
    "contribution_linked",
    "counts_of",
    "create_node",
    "edit_node",
    "get_node",
    "link_contribution",
    "map_actions",
    "node_actions",
    "node_projects",
    "nodes_in",
    "past_maps",
    "ripen",
    "tell_author",
    "total_in",
    "typed_texts",
    "unlink_contribution",
    "worded",
    "zones_heard",
]
