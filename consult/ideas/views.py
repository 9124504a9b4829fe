"""The public pages of ideas: the list, one idea, and writing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.accounts import current_person, signed_in_person
from consult.contributions import (
    COUNTED,
    Contribution,
    get_contribution,
    page_pieces,
    row_pieces,
    standings_of,
)
from consult.files import photos_of
from consult.ideas.commands import (
    PHOTO_KIND,
    OutsideTerritoryError,
    PactNotAcceptedError,
    submit_idea,
)
from consult.ideas.forms import IdeaForm
from consult.ideas.listing import LIST_KEYS, MAP, read_listing
from consult.ideas.picture import map_part
from consult.ideas.policy import can_submit_idea, is_collecting_ideas
from consult.ideas.slots import desk_actions, idea_actions, idea_url, laid_out
from consult.ideas.thread import thread_of
from consult.ideas.words import tie_words
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.i18n import _
from consult.kernel.paging import Page
from consult.processes import get_process, pact_to_accept
from consult.taxonomy import channel_title, territory_of, themes_of
from consult.territory import municipalities_on, today, zone_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.processes import Process

bp = Blueprint("ideas", __name__, url_prefix="/processes/<slug>/ideas")

MOST_UPLOAD_BYTES = 13 * 1024 * 1024


@bp.get("")
@open_to(EVERYONE, query=LIST_KEYS)
def index(slug: str) -> ResponseReturnValue:
    """List the public ideas of a process, or map them, as the address asks."""
    process = get_process(slug, current_person())
    listing = read_listing(process, request.args)
    if listing.lacks_seed:
        return redirect(listing.seeded_url(), 303)
    extent = listing.extent()
    on_a_map = listing.view == MAP
    page: Page[Contribution] = Page([], None) if on_a_map else listing.page(extent)
    return render_template(
        "ideas/index.html",
        process=process,
        listing=listing,
        filters=listing.filters,
        extent=extent,
        most=COUNTED,
        part=map_part(listing, extent) if on_a_map else None,
        page=page,
        standings=standings_of(page.rows),
        pieces=laid_out(row_pieces.fill(page.rows)),
        totals=extent.totals,
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
