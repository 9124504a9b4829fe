"""Comments on others' pages: how many beside a row, the first ones under an idea."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import get_template_attribute
from markupsafe import Markup

from consult.accounts import current_person
from consult.contributions import Contribution, Piece, page_pieces, row_pieces
from consult.discussion.forms import CommentForm
from consult.discussion.queries import Thread, all_in, threads_on
from consult.discussion.section import reading_of
from consult.ideas import idea_url
from consult.kernel.db import db
from consult.kernel.pages import html_of
from consult.kernel.paging import Page
from consult.processes import Process, pact_to_accept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BESIDE_ROWS = 20
UNDER_THE_IDEA = 50


@row_pieces.filler
def how_many_comments(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Tell beside a row how many comments it has, when it has any."""
    macro = get_template_attribute("components/comment_count.html", "comment_count")
    found = {}
    for one in contributions:
        if one.is_public and one.comments:
            process = db.session.get_one(Process, one.process_id)
            url = f"{idea_url(one, process.slug)}#comments"
            found[one.id] = [Piece(BESIDE_ROWS, macro(one.comments, url, one.title))]
    return found


@page_pieces.filler
def the_first_comments(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Show the latest comments under an idea, and the form to add one's own."""
    return {
        one.id: [Piece(UNDER_THE_IDEA, _section(one))] for one in contributions if one.is_public
    }


def _section(contribution: Contribution) -> Markup:
    person = current_person()
    process = db.session.get_one(Process, contribution.process_id)
    nobody_yet: Page[Thread] = Page([], None)
    page = threads_on(contribution) if contribution.comments else nobody_yet
    reading = reading_of(person, process, contribution, all_in(page.rows))
    form = CommentForm(formdata=None) if person and reading.verdict else None
    return html_of(
        "discussion/_section.html",
        contribution=contribution,
        process=process,
        page=page,
        reading=reading,
        form=form,
        pact=pact_to_accept(person, process) if person and form else None,
    )
