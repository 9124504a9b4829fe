"""The public pages of the map: the tree, and one node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for

from consult.accounts import current_person
from consult.contributions import standings_of, totals_of
from consult.ideamap.policy import can_curate
from consult.ideamap.queries import (
    contributions_of,
    counts_in,
    counts_of,
    get_node,
    total_in,
    zones_heard_on,
)
from consult.ideamap.slots import node_projects
from consult.ideamap.tree import keywords_of, tree_of
from consult.ideamap.words import MATURITIES
from consult.ideas import is_collecting_ideas
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.processes import get_process
from consult.taxonomy import territory_of
from consult.territory import today, zones_by_municipality

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.ideamap.models import Node

bp = Blueprint("ideamap", __name__, url_prefix="/processes/<slug>/idea-map")


@bp.get("")
@open_to(EVERYONE)
def index(slug: str) -> ResponseReturnValue:
    """Show the whole tree, with how many voices hang on each node."""
    person = current_person()
    process = get_process(slug, person)
    return render_template(
        "ideamap/index.html",
        process=process,
        tree=tree_of(process),
        counts=counts_in(process),
        total=total_in(process),
        published=totals_of(process),
        maturities=MATURITIES,
        may_curate=can_curate(person, process),
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
        projects=node_projects.fill([node])[node.id],
        maturities=MATURITIES,
        may_curate=can_curate(person, process),
    )


def keyword_of(node: Node) -> str | None:
    """The keyword that a node hangs from, in the reader's language."""
    if node.strategy is None or node.keyword is None:
        return None
    words = keywords_of(node.strategy)
    return words[node.keyword] if node.keyword < len(words) else None
