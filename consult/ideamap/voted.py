"""Nodes put to the vote: which there are, their pages, and those joined into another since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select

from consult.ideamap.models import Node
from consult.ideamap.queries import nodes_in, nodes_joined
from consult.kernel.db import db
from consult.kernel.i18n import Words, _, text
from consult.processes import Process
from consult.voting import Option, Votable, option_urls, options_gone, votables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NODE = "node"


@votables.filler
def nodes_to_vote_on(processes: Sequence[Process]) -> Mapping[int, Sequence[Votable]]:
    """Offer the nodes of a consultation that stand by themselves."""
    return {
        process.id: [
            Votable(NODE, _("Nodes of the idea map"), node.id, node.title)
            for node in nodes_in(process)
        ]
        for process in processes
    }


@option_urls.filler
def pages_of_nodes(options: Sequence[Option]) -> Mapping[int, Sequence[str]]:
    """Lead from an option to its node."""
    nodes = _nodes(options)
    if not nodes:
        return {}
    slugs = db.session.execute(
        select(Node.id, Process.slug)
        .join(Process, Process.id == Node.process_id)
        .where(Node.id.in_(nodes))
    )
    return {
        option_id: [url_for("ideamap.show", slug=slug, node_id=node_id)]
        for node_id, slug in slugs
        for option_id in nodes[node_id]
    }


@options_gone.filler
def joined_since(options: Sequence[Option]) -> Mapping[int, Sequence[Words]]:
    """Say of an option that its node is part of another now."""
    nodes = _nodes(options)
    if not nodes:
        return {}
    return {
        option_id: [_("It was joined into “%(title)s”.", title=text(other.title))]
        for node_id, other in nodes_joined(list(nodes)).items()
        for option_id in nodes[node_id]
    }


def _nodes(options: Sequence[Option]) -> dict[int, list[int]]:
    """The ids of the options that stand for each node."""
    found: dict[int, list[int]] = {}
    for option in options:
        if option.thing_kind == NODE and option.thing_id is not None:
            found.setdefault(option.thing_id, []).append(option.id)
    return found
