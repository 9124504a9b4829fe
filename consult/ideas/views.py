"""The public pages of ideas: the list, one idea, and writing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.accounts import current_person, signed_in_person
from consult.contributions import (
    get_contribution,
    page_pieces,
    published_in,
    row_pieces,
    standings_of,
    totals_of,
)
from consult.files import photos_of
from consult.ideas.commands import (
    PHOTO_KIND,
    OutsideTerritoryError,
    PactNotAcceptedError,
    submit_idea,
)
from consult.ideas.filters import read_filters
from consult.ideas.forms import IdeaForm
from consult.ideas.policy import can_submit_idea, is_collecting_ideas
from consult.ideas.slots import desk_actions, idea_actions, idea_url, laid_out
from consult.ideas.thread import thread_of
from consult.ideas.words import tie_words
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.i18n import _
from consult.processes import get_process, pact_to_accept
from consult.taxonomy import channel_title, territory_of, themes_of
from consult.territory import municipalities_on, today, zone_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.processes import Process

bp = Blueprint("ideas", __name__, url_prefix="/processes/<slug>/ideas")

MOST_UPLOAD_BYTES = 13 * 1024 * 1024


@bp.get("")
@open_to(EVERYONE, query=("zone", "theme", "municipality", "q", "after"))
def index(slug: str) -> ResponseReturnValue:
    """List the public ideas of a process, narrowed by the filters of the address."""
    process = get_process(slug, current_person())
    filters = read_filters(process, request.args)
    page = published_in(process, filters.filter(), after=request.args.get("after"))
    return render_template(
        "ideas/index.html",
        process=process,
        filters=filters,
        page=page,
        standings=standings_of(page.rows),
        pieces=laid_out(row_pieces.fill(page.rows)),
        totals=totals_of(process),
        collecting=is_collecting_ideas(process, now()),
    )


@bp.get("/new")
@open_to(SIGNED_IN)
def new(slug: str) -> ResponseReturnValue:
    """Show the form, or why it is not open."""
    process = get_process(slug, signed_in_person())
    return _form_page(process, IdeaForm(themes_of(process.cycle)))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Take an idea in."""
    person = signed_in_person()
    process = get_process(slug, person)
    form = IdeaForm(themes_of(process.cycle))
    if form.validate_on_submit():
        try:
            idea = submit_idea(person, process, form.draft())
        except (OutsideTerritoryError, PactNotAcceptedError) as refusal:
            form.show(refusal)
        else:
            flash(
                _(
                    "Received. A moderator reads it and we write to you. Code %(code)s",
                    code=idea.code,
                ),
                "success",
            )
            return redirect(idea_url(idea, process.slug), 303)
    return _form_page(process, form), 422


create.most_bytes = MOST_UPLOAD_BYTES  # type: ignore[attr-defined]


def _form_page(process: Process, form: IdeaForm) -> str:
    person = signed_in_person()
    return render_template(
        "ideas/new.html",
        process=process,
        form=form,
        verdict=can_submit_idea(person, process, now()),
        pact=pact_to_accept(person, process),
        places=municipalities_on(territory_of(process.cycle), today()),
        themes={theme.code: theme for theme in themes_of(process.cycle)},
    )


@bp.get("/<code>")
@open_to(EVERYONE)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show one idea: its text, its place, and what became of it."""
    person = current_person()
    process = get_process(slug, person)
    idea = get_contribution(process, code, person)
    if idea.code != code:
        return redirect(url_for("ideas.show", slug=slug, code=idea.code), 303)
    return render_template(
        "ideas/show.html",
        process=process,
        idea=idea,
        standing=standings_of([idea])[idea.id],
        stops=thread_of(idea, person),
        photos=photos_of(PHOTO_KIND, idea.id),
        zone=zone_of(idea.municipality, today()) if idea.municipality else None,
        channel=channel_title(process.cycle, idea.channel),
        home=tie_words(idea.voice.person),
        actions=desk_actions.fill([idea])[idea.id],
        own_actions=laid_out(idea_actions.fill([idea]))[idea.id],
        pieces=laid_out(page_pieces.fill([idea]))[idea.id],
    )
