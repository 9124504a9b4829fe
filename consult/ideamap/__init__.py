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
from consult.ideamap.models import Maturity, Node, NodeLink
from consult.ideamap.policy import can_curate, can_link
from consult.ideamap.queries import (
    Heard,
    all_public_on,
    counts_of,
    get_node,
    nodes_in,
    zones_heard,
)
from consult.ideamap.slots import NodeProject, node_actions, node_projects
from consult.ideamap.wording import LANGUAGE_NAMES, WordedForm, Wording, typed_texts, worded

__all__ = [
    "LANGUAGE_NAMES",
    "Heard",
    "LinkedAlreadyError",
    "Maturity",
    "NoTitleError",
    "Node",
    "NodeDraft",
    "NodeLink",
    "NodeProject",
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
    "node_actions",
    "node_projects",
    "nodes_in",
    "ripen",
    "typed_texts",
    "unlink_contribution",
    "worded",
    "zones_heard",
]
