"""The public pages of the map: the tree, and one node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, get_template_attribute, render_template, request, url_for

from consult.accounts import current_person
from consult.contributions import standings_of, totals_of
from consult.ideamap.filters import KEYS, Offered, read_filters
from consult.ideamap.looks import looks_of
from consult.ideamap.matrix import people_words
from consult.ideamap.past import map_actions, past_maps
from consult.ideamap.policy import can_curate
from consult.ideamap.queries import (
    bonds_of,
    contributions_of,
    count_nodes,
    counts_of,
    get_node,
    joined_into,
    steps_of,
    total_in,
    zones_heard_on,
)
from consult.ideamap.slots import node_projects
from consult.ideamap.tree import keywords_of
from consult.ideamap.voted import NODE
from consult.ideamap.words import MATURITIES
from consult.ideas import is_collecting_ideas
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.fragments import cached
from consult.kernel.i18n import current_language
from consult.kernel.instants import database_now
from consult.processes import get_process
from consult.taxonomy import strategies_of, territory_of, themes_of
from consult.territory import today, zones_by_municipality, zones_of
from consult.voting import outcomes_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.ideamap.models import Node

bp = Blueprint("ideamap", __name__, url_prefix="/processes/<slug>/idea-map")

SECONDS_KEPT = 60


@bp.get("")
@open_to(EVERYONE, query=KEYS)
def index(slug: str) -> ResponseReturnValue:
    """Show the map three ways, tree, matrix and territory, under filters that they share."""
    person = current_person()
    process = get_process(slug, person)
    territory = territory_of(process.cycle)
    offered = Offered(
        zones_of(territory),
        themes_of(process.cycle),
        strategies_of(process.cycle),
        past_maps.fill([process])[process.id],
    )
    filters = read_filters(offered, request.args)
    past = filters.version
    total = past.total if past else total_in(process)
    totals, writes = totals_of(process), is_collecting_ideas(process, now())
    # What the plan itself says may change without a count: such a change shows within a minute.
    key = ("looks", process.id, totals.version, territory.fingerprint, bool(writes), today())
    moment = int(now().timestamp()) // SECONDS_KEPT
    return render_template(
        "ideamap/index.html",
        process=process,
        offered=offered,
        filters=filters,
        totals=totals,
        total=total,
        total_people=people_words(total.people, known=not totals.imported),
        nodes=len(past.nodes()) if past else count_nodes(process),
        maturities=MATURITIES,
        looks=cached(
            (*key, current_language(), tuple(filters.query().items()), moment),
            lambda: get_template_attribute("ideamap/_looks.html", "looks")(
                looks_of(
                    process,
                    offered,
                    filters,
                    writes=bool(writes),
                    knows_people=not totals.imported,
                ),
                MATURITIES,
            ),
        ),
        may_curate=can_curate(person, process),
        actions=map_actions.fill([process])[process.id],
    )


@bp.get("/nodes/<int:node_id>")
@open_to(EVERYONE, query=("after",))
def show(slug: str, node_id: int) -> ResponseReturnValue:
    """Show one node: what it says, its voices, the zones they came from, its projects."""
    person = current_person()
    process = get_process(slug, person)
    node = get_node(process, node_id)
    page = contributions_of(node, after=request.args.get("after"))
    return render_template(
        "ideamap/show.html",
        process=process,
        node=node,
        keyword=keyword_of(node),
        count=counts_of([node.id])[node.id],
        page=page,
        standings=standings_of(page.rows),
        heard=zones_heard_on(process, node),
        zones=zones_by_municipality(territory_of(process.cycle), today()),
        write_url=url_for("ideas.new", slug=slug) if is_collecting_ideas(process, now()) else None,
        joined=joined_into(node),
        bonds=bonds_of(node),
        steps=steps_of(node),
        projects=node_projects.fill([node])[node.id],
        voted=outcomes_of(NODE, [node.id], database_now())[node.id],
        maturities=MATURITIES,
        may_curate=can_curate(person, process),
        knows_people=not totals_of(process).imported,
    )


def keyword_of(node: Node) -> str | None:
    """The keyword that a node hangs from, in the reader's language."""
    if node.strategy is None or node.keyword is None:
        return None
    words = keywords_of(node.strategy)
    return words[node.keyword] if node.keyword < len(words) else None
