"""What the map tells on others' pages, and where rooms above add to its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import Select, func, select

from consult.accounts import current_person
from consult.contributions import Contribution, Standing, Stop, standing, timeline
from consult.ideamap.models import Node, NodeLink
from consult.ideamap.policy import can_curate
from consult.ideamap.queries import Count, counts_of
from consult.ideas import desk_actions, reached
from consult.kernel.db import db
from consult.kernel.i18n import Words, _, _l, ngettext, text
from consult.kernel.reading import once_a_reading
from consult.kernel.slots import Slot
from consult.processes import (
    Desk,
    Figure,
    Process,
    Role,
    process_desks,
    process_figures,
)
from consult.taxonomy import Platform

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

IN_A_NODE = 2
"""The stage of a contribution that hangs on a node: see `STAGES`."""


@dataclass(frozen=True, slots=True)
class NodeProject:
    """A candidate project that was drafted from a node."""

    title: str
    url: str
    platform: Platform
    state: Words
    at: datetime | None


# The candidate projects drafted from a node, the newest first.
node_projects: Slot[Node, NodeProject] = Slot("node.projects")
# What staff can do with a node, on its desk page: words and address.
node_actions: Slot[Node, tuple[Words, str]] = Slot("node.actions")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a contribution hangs: since when, on which node, at which address."""

    at: datetime
    node: Node
    url: str


@once_a_reading
def _places_of(contributions: Sequence[Contribution]) -> dict[int, list[_Place]]:
    """Where each public contribution hangs now, oldest link first, read at once."""
    public = [one.id for one in contributions if one.is_public]
    found: dict[int, list[_Place]] = defaultdict(list)
    if not public:
        return found
    rows = db.session.execute(
        select(NodeLink.contribution_id, NodeLink.linked_at, Node, Process.slug)
        .join(NodeLink.node)
        .join(Process, Process.id == Node.process_id)
        .where(NodeLink.contribution_id.in_(public), NodeLink.unlinked_at.is_(None))
        .order_by(NodeLink.id)
    )
    for contribution_id, at, node, slug in rows:
        url = url_for("ideamap.show", slug=slug, node_id=node.id)
        found[contribution_id].append(_Place(at, node, url))
    return found


@reached(IN_A_NODE, "node", _l("In a node of the idea map"))
def in_a_node(process: Process) -> Select[int]:
    """The contributions that hang on a node."""
    return (
        select(NodeLink.contribution_id)
        .join(Node, Node.id == NodeLink.node_id)
        .where(Node.process_id == process.id, NodeLink.unlinked_at.is_(None))
    )


@timeline.filler
def when_it_entered_the_map(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Stop]]:
    """Tell in which nodes each contribution is, and beside how many others."""
    places = _places_of(contributions)
    if not places:
        return {}
    counts = counts_of(sorted({place.node.id for held in places.values() for place in held}))
    return {
        contribution_id: [
            Stop(
                place.at,
                _("It enters the idea map"),
                _beside(counts[place.node.id]),
                url=place.url,
                link=_("In the node “%(title)s”", title=text(place.node.title)),
            )
            for place in held
        ]
        for contribution_id, held in places.items()
    }


def _beside(count: Count) -> Words:
    others = count.contributions - 1
    if others < 1:
        return _("It is the first voice there.")
    return ngettext(
        "Beside %(num)s other voice.",
        "Beside %(num)s other voices.",
        others,
    )


@standing.filler
def how_far_on_the_map(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Standing]]:
    """Tell of each contribution the last node that it was linked to."""
    return {
        contribution_id: [
            Standing(
                IN_A_NODE,
                _("On the idea map, in the node “%(title)s”.", title=text(held[-1].node.title)),
                url=held[-1].url,
            )
        ]
        for contribution_id, held in _places_of(contributions).items()
    }


@process_desks.filler
def the_curators_desk(processes: Sequence[Process]) -> Mapping[int, Sequence[Desk]]:
    """Lead curators to the map's desk."""
    return {
        process.id: [
            Desk(
                title=_("Idea map"),
                url=url_for("curating_desk.index", slug=process.slug),
                roles=frozenset({Role.CURATOR}),
            )
        ]
        for process in processes
    }


@process_figures.filler
def how_many_nodes(processes: Sequence[Process]) -> Mapping[int, Sequence[Figure]]:
    """Count the nodes of a consultation."""
    rows = db.session.execute(
        select(Node.process_id, func.count())
        .where(Node.process_id.in_([process.id for process in processes]))
        .group_by(Node.process_id)
    )
    slugs = {process.id: process.slug for process in processes}
    return {
        process_id: [
            Figure(
                number,
                ngettext("node on the idea map", "nodes on the idea map", number),
                url_for("ideamap.index", slug=slugs[process_id]),
            )
        ]
        for process_id, number in rows
    }


@desk_actions.filler
def link_to_a_node(
    contributions: Sequence[Contribution],
) -> Mapping[int, Sequence[tuple[Words, str]]]:
    """Lead a curator from a published idea to linking it."""
    return {
        one.id: [
            (
                _("Link to a node"),
                url_for("curating_desk.link_new", slug=one.process.slug, code=one.code),
            )
        ]
        for one in contributions
        if one.is_public and can_curate(current_person(), one.process)
    }
