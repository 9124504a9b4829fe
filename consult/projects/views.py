"""The public pages of projects: the list by platform, and one sheet with its thread."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from consult.accounts import current_person
from consult.ideamap import zones_heard
from consult.ideas import is_collecting_ideas
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.processes import get_process
from consult.projects.policy import can_draft
from consult.projects.queries import (
    get_project,
    origins_of,
    other_platforms,
    projects_in,
    states_of,
    voices_behind,
)
from consult.projects.sheet import acts_of, heard_words, parts_of
from consult.projects.words import STATES
from consult.taxonomy import platforms_of, territory_of
from consult.territory import today, zones_by_municipality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from consult.ideamap import Node
    from consult.projects.models import Origin

bp = Blueprint("projects", __name__, url_prefix="/processes/<slug>/projects")


@bp.get("")
@open_to(EVERYONE)
def index(slug: str) -> ResponseReturnValue:
    """List the public projects under their main platforms."""
    person = current_person()
    process = get_process(slug, person)
    projects = projects_in(process)
    ids = [project.id for project in projects]
    return render_template(
        "projects/index.html",
        process=process,
        projects=projects,
        platforms=platforms_of(process.cycle),
        others=other_platforms(ids),
        behind=voices_behind(ids),
        states=STATES,
        may_draft=can_draft(person, process),
    )


@bp.get("/<code>")
@open_to(EVERYONE)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show a project's sheet, the voices it was born from, the zones heard, and its acts."""
    person = current_person()
    process = get_process(slug, person)
    project = get_project(process, code, person)
    if project.code != code:
        return redirect(url_for("projects.show", slug=slug, code=project.code), 303)
    origins = origins_of(project)
    states = states_of([project.id])[project.id]
    heard = zones_heard(process, _by_place(origins))
    return render_template(
        "projects/show.html",
        process=process,
        project=project,
        others=other_platforms([project.id])[project.id],
        parts=parts_of(project, origins),
        left_out=[origin for origin in origins if origin.note],
        behind=voices_behind([project.id])[project.id],
        heard=heard,
        heard_words=heard_words(sum(1 for one in heard if one.contributions), len(heard)),
        zones=zones_by_municipality(territory_of(process.cycle), today()),
        acts=acts_of(process, project, states, _nodes(origins, slug)),
        last=states[-1],
        states=STATES,
        write_url=url_for("ideas.new", slug=slug) if is_collecting_ideas(process, now()) else None,
        may_draft=can_draft(person, process),
    )


def _by_place(origins: Sequence[Origin]) -> Counter[int]:
    """Return how many voices came from each municipality."""
    places = (origin.contribution.municipality_id for origin in origins)
    return Counter(place for place in places if place is not None)


def _nodes(origins: Sequence[Origin], slug: str) -> list[tuple[Node, str]]:
    """Return the nodes that the origins came through, each once, with its address."""
    nodes = {origin.node.id: origin.node for origin in origins if origin.node is not None}
    return [
        (node, url_for("ideamap.show", slug=slug, node_id=node_id))
        for node_id, node in sorted(nodes.items())
    ]
