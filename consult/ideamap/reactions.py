"""What follows when something on the map changes: the counts, and a letter to the author."""

from __future__ import annotations

from datetime import timedelta

from consult.contributions import (
    Arrivals,
    Contribution,
    Voice,
    contribution_hidden,
    contribution_published,
    contribution_refiled,
    contribution_revised,
    contribution_withdrawn,
    contributions_arrived,
    said_with,
    voices_joined,
    voices_parted,
)
from consult.ideamap.facts import (
    contribution_linked,
    contribution_unlinked,
    node_bound,
)
from consult.ideamap.jobs import tell_author
from consult.ideamap.models import Node, NodeLink
from consult.ideamap.queries import hung_on
from consult.ideamap.tallies import count_all_anew, count_anew, count_arrivals

SLIPS_LAST = timedelta(seconds=20)
"""A link made by mistake and taken off at once is told to nobody."""


@contribution_linked.when
def tell_the_author(link: NodeLink) -> None:
    tell_author.later(link_id=link.id, delay=SLIPS_LAST)


@contribution_published.when
@contribution_hidden.when
@contribution_withdrawn.when
@contribution_refiled.when
@contribution_revised.when
def count_it_where_it_stands(contribution: Contribution) -> None:
    count_anew(contribution.id)


@contributions_arrived.when
def count_all_that_came(arrivals: Arrivals) -> None:
    count_arrivals(arrivals)


@voices_joined.when
@voices_parted.when
def count_what_it_said_for_whoever_it_is(voice: Voice) -> None:
    count_all_anew(said_with(voice))


@contribution_linked.when
@contribution_unlinked.when
def count_it_in_its_nodes(link: NodeLink) -> None:
    count_anew(link.contribution_id)


@node_bound.when
def count_all_that_hangs_on_it(node: Node) -> None:
    count_all_anew(hung_on(node))
