"""The idea map: strategies, nodes, and the contributions that hang on them."""

from consult.ideamap.arranging import (
    CannotJoinError,
    NoReasonError,
    NotAllPublicError,
    hang_several,
    join_node,
    part_node,
    set_maturity,
    take_off_several,
)
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
from consult.ideamap.filters import Offered, read_filters
from consult.ideamap.jobs import tell_author
from consult.ideamap.models import BondKind, Maturity, Node, NodeBond, NodeLink
from consult.ideamap.past import PastMap, PastNode, map_actions, map_findings, past_maps
from consult.ideamap.policy import can_curate, can_link
from consult.ideamap.queries import (
    Bonds,
    Count,
    Heard,
    all_public_on,
    bonds_at,
    bonds_of,
    counts_in,
    counts_of,
    get_node,
    joined_into,
    nodes_in,
    total_in,
    zones_heard,
)
from consult.ideamap.slots import NodeProject, node_actions, node_projects
from consult.ideamap.splitting import CannotSplitError, SplitDraft, mend_node, split_node
from consult.ideamap.tallies import CellTally
from consult.ideamap.tree import keywords_of, tree_of
from consult.ideamap.words import MATURITIES
from consult.processes import LANGUAGE_NAMES, WordedForm, Wording, typed_texts, worded

__all__ = [
    "LANGUAGE_NAMES",
    "MATURITIES",
    "BondKind",
    "Bonds",
    "CannotJoinError",
    "CannotSplitError",
    "CellTally",
    "Count",
    "Heard",
    "LinkedAlreadyError",
    "Maturity",
    "NoReasonError",
    "NoTitleError",
    "Node",
    "NodeBond",
    "NodeDraft",
    "NodeLink",
    "NodeProject",
    "NotAllPublicError",
    "Offered",
    "PastMap",
    "PastNode",
    "SplitDraft",
    "StaleNodeError",
    "WordedForm",
    "Wording",
    "all_public_on",
    "bonds_at",
    "bonds_of",
    "can_curate",
    "can_link",
    "contribution_linked",
    "counts_in",
    "counts_of",
    "create_node",
    "edit_node",
    "get_node",
    "hang_several",
    "join_node",
    "joined_into",
    "keywords_of",
    "link_contribution",
    "map_actions",
    "map_findings",
    "mend_node",
    "node_actions",
    "node_projects",
    "nodes_in",
    "part_node",
    "past_maps",
    "read_filters",
    "ripen",
    "set_maturity",
    "split_node",
    "take_off_several",
    "tell_author",
    "total_in",
    "tree_of",
    "typed_texts",
    "unlink_contribution",
    "worded",
    "zones_heard",
]
