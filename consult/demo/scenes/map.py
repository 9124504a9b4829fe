"""Drawing the idea map: nodes, and the voices that hang on them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consult.demo.story import Scene, Story
from consult.ideamap import Node, NodeDraft, NodeLink, create_node, get_node, link_contribution
from consult.processes import Role
from consult.taxonomy import get_strategy, get_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.demo.world import NodeStory, Tie


def map_scenes(story: Story) -> Iterator[Scene]:
    """Draw each node, and hang voices on it one by one."""
    before, curator = story.calendar.before, story.world.who(Role.CURATOR).key
    for node in story.world.nodes:
        yield Scene(f"node {node.key}", before(node.drawn), curator, partial(_draw, story, node))
        for tie in node.links:
            name = f"link {node.key} {tie.idea}"
            yield Scene(name, before(tie.at), curator, partial(_hang, story, node, tie))


def _draw(story: Story, node: NodeStory) -> Node:
    process = story.process()
    draft = NodeDraft(
        title=node.title,
        summary=node.summary,
        maturity=node.maturity,
        strategy_id=get_strategy(process.cycle, node.strategy).id if node.strategy else None,
        keyword=node.keyword,
        theme_id=get_theme(process.cycle, node.theme).id if node.theme else None,
    )
    return create_node(story.person(story.world.who(Role.CURATOR).key), process, draft)


def _hang(story: Story, node: NodeStory, tie: Tie) -> NodeLink:
    process = story.process()
    return link_contribution(
        story.person(story.world.who(Role.CURATOR).key),
        process,
        get_node(process, story.made(f"node {node.key}")),
        story.contribution(tie.idea),
    )
