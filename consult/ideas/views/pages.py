"""The list of ideas, one idea, and what it said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for

from consult.accounts import current_person
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
)
from consult.ideas.history import change_since, changes_of, readable_before
from consult.ideas.listing import LIST_KEYS, MAP, read_listing
from consult.ideas.picture import map_part
from consult.ideas.policy import is_collecting_ideas, own_buttons
from consult.ideas.slots import desk_actions, idea_actions, laid_out, list_links
from consult.ideas.thread import thread_of
from consult.ideas.views.blueprint import bp
from consult.ideas.vocabulary import vocabulary_of
from consult.ideas.words import tie_words
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.paging import Page
from consult.processes import get_process
from consult.taxonomy import is_own

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

LONG = 10
"""The number of a version has fewer digits."""


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
        links=list_links.fill([process])[process.id],
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
    known = vocabulary_of(process)
    return render_template(
        "ideas/show.html",
        process=process,
        idea=idea,
        standing=standings_of([idea])[idea.id],
        stops=thread_of(idea, person),
        photos=photos_of(PHOTO_KIND, idea.id),
        zone=known.zone_of.get(idea.municipality_id or 0),
        on_plan=not is_own(process.cycle),  # only the plan's places have pages of their own
        channel=known.channel_title(idea.channel),
        home=tie_words(idea.voice.person),
        actions=desk_actions.fill([idea])[idea.id],
        own_actions=laid_out(idea_actions.fill([idea]))[idea.id],
        own=own_buttons(person, idea, now()),
        before=readable_before(idea, person),
        pieces=laid_out(page_pieces.fill([idea]))[idea.id],
    )


@bp.get("/<code>/versions")
@open_to(EVERYONE, query=("since",))
def versions_index(slug: str, code: str) -> ResponseReturnValue:
    """Show what an idea said before each change, word by word; and all at once since one."""
    person = current_person()
    process = get_process(slug, person)
    idea = get_contribution(process, code, person)
    asked = request.args.get("since", "")
    since = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < LONG else 0
    return render_template(
        "ideas/versions_index.html",
        process=process,
        idea=idea,
        since=change_since(idea, person, since) if since else None,
        changes=changes_of(idea, person),
        pieces=laid_out(page_pieces.fill([idea]))[idea.id] if since else [],
    )
