"""The conceptual tree: strategies, their keywords, the nodes under each, and those under none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.ideamap.queries import nodes_in
from consult.kernel.i18n import current_language, text
from consult.taxonomy import Strategy, strategies_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.ideamap.models import Node
    from consult.ideamap.past import PastMap, PastNode
    from consult.processes import Process


@dataclass(frozen=True, slots=True)
class Twig:
    """A keyword of a strategy (none: those under no keyword) and the nodes that hang from it."""

    word: str | None
    nodes: Sequence[Node | PastNode]


@dataclass(frozen=True, slots=True)
class Branch:
    """A strategy (none: not yet tied to one), with its keywords."""

    strategy: Strategy | None
    title: str
    twigs: Sequence[Twig]

    @property
    def is_bare(self) -> bool:
        """Whether no node hangs from it yet."""
        return not any(twig.nodes for twig in self.twigs)


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole map, and how many nodes it has."""

    branches: Sequence[Branch]
    nodes: Sequence[Node | PastNode]


def tree_of(process: Process, version: PastMap | None = None) -> Tree:
    """The map of a consultation: every strategy, and last the nodes tied to none.

    With a version: where its nodes stood then, and how far they had come.
    """
    nodes: Sequence[Node | PastNode] = version.nodes() if version else nodes_in(process)
    hung: dict[tuple[int | None, int | None], list[Node | PastNode]] = defaultdict(list)
    for node in sorted(nodes, key=lambda one: (-one.maturity.stage, one.id)):
        hung[node.strategy_id, node.keyword].append(node)
    branches = [_branch(strategy, hung) for strategy in strategies_of(process.cycle)]
    free = hung[None, None]
    if free:
        branches.append(Branch(None, "", [Twig(None, free)]))
    return Tree(branches, nodes)


def keywords_of(strategy: Strategy) -> list[str]:
    """The keywords of a strategy in the reader's language, else in whichever there is."""
    own = strategy.keywords.get(current_language())
    return list(own or next((words for words in strategy.keywords.values() if words), []))


def _branch(
    strategy: Strategy, hung: dict[tuple[int | None, int | None], list[Node | PastNode]]
) -> Branch:
    words = keywords_of(strategy)
    twigs = [Twig(word, hung[strategy.id, place]) for place, word in enumerate(words)]
    # A plan may lose a keyword: what hung from it stays on its strategy.
    rest = [
        node
        for (strategy_id, place), nodes in hung.items()
        if strategy_id == strategy.id and (place is None or place >= len(words))
        for node in nodes
    ]
    if rest:
        twigs.append(Twig(None, rest))
    return Branch(strategy, text(strategy.title), twigs)
