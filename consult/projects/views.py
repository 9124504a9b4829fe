"""The public pages of projects: the list by platform, and one sheet with its thread."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from consult.accounts import current_person
from consult.ideamap import zones_heard
from consult.ideas import is_collecting_ideas
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.i18n import text
from consult.kernel.instants import database_now
from consult.processes import get_process
from consult.projects.filters import PUBLIC, listed, read_filters
from consult.projects.kinds import State
from consult.projects.lineage import line_of, projects_with, taken_in
from consult.projects.policy import can_draft
from consult.projects.queries import (
    get_project,
    lands_of,
    origins_of,
    other_platforms,
    states_of,
    themes_about,
    voices_behind,
    zones_behind,
)
from consult.projects.sheet import acts_of, heard_words, parts_of
from consult.projects.voted import PROJECT
from consult.projects.words import STATES, behind_words, zones_words
from consult.taxonomy import territory_of
from consult.territory import today, zones_by_municipality
from consult.voting import outcomes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from consult.ideamap import Node
    from consult.projects.models import CandidateProject, Origin

bp = Blueprint("projects", __name__, url_prefix="/processes/<slug>/projects")


@bp.get("")
@open_to(EVERYONE, query=("platform", "zone", "theme", "state", "q", "after"))
def index(slug: str) -> ResponseReturnValue:
    """List the public projects, narrowed by the filters of the address."""
    person = current_person()
    process = get_process(slug, person)
    filters = read_filters(process, request.args)
    page = listed(process, filters, after=request.args.get("after"))
    ids = [project.id for project in page.rows]
    heard = zones_behind(territory_of(process.cycle), ids)
    return render_template(
        "projects/index.html",
        process=process,
        filters=filters,
        page=page,
        others=other_platforms(ids),
        behind={one: behind_words(voices) for one, voices in voices_behind(ids).items()},
        heard={one: zones_words(zones, len(filters.zones)) for one, zones in heard.items()},
        states=STATES,
        public_states=PUBLIC,
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
    linked = origins_of(project, hidden=True)
    origins = [one for one in linked if one.contribution.is_public]
    states = states_of([project.id])[project.id]
    heard = zones_heard(process, _by_place(origins))
    zones, places = lands_of(project)
    into = _goes_on_in(project)
    return render_template(
        "projects/show.html",
        process=process,
        project=project,
        others=other_platforms([project.id])[project.id],
        parts=parts_of(project, origins),
        left_out=[origin for origin in origins if origin.note],
        no_longer_public=len(linked) - len(origins),
        behind=behind_words(voices_behind([project.id])[project.id]),
        heard=heard,
        heard_words=heard_words(sum(1 for one in heard if one.contributions), len(heard)),
        counted_on=now(),
        zones=zones_by_municipality(territory_of(process.cycle), today()),
        for_zones=zones,
        for_places=places,
        themes=themes_about(project),
        acts=acts_of(process, project, states, _nodes(origins, slug), _led_to(into, slug)),
        last=states[-1],
        into=into,
        taken_in=taken_in(project),
        states=STATES,
        voted=outcomes_of(PROJECT, [project.id], database_now())[project.id],
        write_url=url_for("ideas.new", slug=slug) if is_collecting_ideas(process, now()) else None,
        may_draft=can_draft(person, process),
    )


def _goes_on_in(project: CandidateProject) -> CandidateProject | None:
    """Return the project that this one was joined into, if it was."""
    if project.state is not State.JOINED:
        return None
    (joining, *_further) = line_of([project.id])[project.id]
    return projects_with([joining.into_id])[joining.into_id]


def _led_to(into: CandidateProject | None, slug: str) -> tuple[str, str] | None:
    if into is None:
        return None
    return text(into.title), url_for("projects.show", slug=slug, code=into.code)


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
