"""Writing an idea: the form, what is similar, reading it again, and sending it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from consult.accounts import current_person, signed_in_person
from consult.contributions import Contribution
from consult.ideas.commands import OutsideTerritoryError, PactNotAcceptedError, submit_idea
from consult.ideas.drafts import (
    find_draft,
    get_draft,
    how_many_photos,
    keep_draft,
    send_draft,
    sent_as,
)
from consult.ideas.forms import IdeaForm, SendForm
from consult.ideas.picture import picker_part
from consult.ideas.policy import can_submit_idea, is_collecting_ideas
from consult.ideas.similar import similar_to
from consult.ideas.slots import idea_url
from consult.ideas.views.blueprint import bp
from consult.ideas.vocabulary import vocabulary_of
from consult.kernel import limits
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotAllowedError
from consult.kernel.i18n import _
from consult.kernel.text import markdown_html
from consult.kernel.visit import client_address
from consult.processes import get_process, pact_to_accept

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.ideas.models import KeptDraft
    from consult.kernel.policy import Verdict
    from consult.processes import Process

MOST_UPLOAD_BYTES = 50 * 1024 * 1024
"""Four photos of 12 MB, and the words."""
MOST_OF_STRANGERS = 16 * 1024 * 1024
"""One such photo, or four as phones take them; who wants to send more signs in first."""
# A room of 40 people who write behind one address.
DRAFTS, LOOKS, IN = 120, 1_200, timedelta(minutes=10)


@bp.get("/new")
@open_to(EVERYONE, query=("draft", "place"), kept=False)
def new(slug: str) -> ResponseReturnValue:
    """Show the form, filled with a draft that is to be mended; or why it is not open."""
    process = get_process(slug, current_person())
    known = vocabulary_of(process)
    token = request.args.get("draft", "")
    draft = find_draft(process, token)
    spot = next((one for one in known.spots if one.slug == request.args.get("place")), None)
    told = {"place": spot.name if spot else ""}
    if draft is not None and draft.contribution_id is None:
        told = {
            "title": draft.title,
            "body": draft.body,
            "place": draft.place,
            "theme": draft.theme,
            "earlier": token,
        }
    return _form_page(process, IdeaForm(known.themes, data=told))


@bp.get("/similar")
@open_to(EVERYONE, query=("title",), kept=False)
def similar_index(slug: str) -> ResponseReturnValue:
    """Give the part of a page that shows what others have said already."""
    limits.allow("idea.similar", client_address(), burst=LOOKS, per=IN)
    process = get_process(slug, current_person())
    return _similar_part(process, request.args.get("title", ""))


def _similar_part(process: Process, words: str) -> str:
    ideas = similar_to(process, words)
    counted = process.shows_supports(now())
    known = vocabulary_of(process)
    return render_template(
        "ideas/_similar.html", process=process, similar=ideas, counted=counted, known=known
    )


@bp.post("/drafts")
@open_to(EVERYONE)
def drafts_create(slug: str) -> ResponseReturnValue:
    """Keep what was typed, and show it to be read again before it is sent."""
    limits.allow("idea.draft", client_address(), burst=DRAFTS, per=IN)
    process = get_process(slug, current_person())
    form = IdeaForm(vocabulary_of(process).themes)
    if form.validate_on_submit():
        try:
            earlier = find_draft(process, form.earlier.data or "")
            token = keep_draft(process, form.draft(), earlier)
        except OutsideTerritoryError as refusal:
            form.show(refusal)
        else:
            return redirect(url_for("ideas.drafts_show", slug=slug, token=token), 303)
    return _form_page(process, form), 422


drafts_create.most_bytes = MOST_UPLOAD_BYTES  # type: ignore[attr-defined]
drafts_create.most_bytes_of_strangers = MOST_OF_STRANGERS  # type: ignore[attr-defined]


@bp.get("/drafts/<token>")
@open_to(EVERYONE, kept=False)
def drafts_show(slug: str, token: str) -> ResponseReturnValue:
    """Show a draft as it will be read, with the button that sends it."""
    person = current_person()
    process = get_process(slug, person)
    draft = get_draft(process, token)
    sent = sent_as(draft, person)
    if sent is not None:
        return redirect(idea_url(sent, slug), 303)
    return _preview_page(person, process, get_draft(process, token), token)


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Take an idea in: a draft that was read again, or the whole form at once."""
    person = signed_in_person()
    process = get_process(slug, person)
    if "draft" in request.form:
        return _send(person, process)
    form = IdeaForm(vocabulary_of(process).themes)
    if form.validate_on_submit():
        try:
            idea = submit_idea(person, process, form.draft())
        except (OutsideTerritoryError, PactNotAcceptedError) as refusal:
            form.show(refusal)
        else:
            return _received(idea, slug)
    return _form_page(process, form), 422


create.most_bytes = MOST_UPLOAD_BYTES  # type: ignore[attr-defined]


def _send(person: Person, process: Process) -> ResponseReturnValue:
    form, status = SendForm(), 422
    token = form.draft.data or ""
    if form.validate_on_submit():
        try:
            idea = send_draft(person, process, token, accepts_pact=bool(form.pact.data))
        except (OutsideTerritoryError, PactNotAcceptedError) as refusal:
            form.show(refusal)
        except NotAllowedError as refusal:
            form.show(refusal)
            status = refusal.status
        else:
            return _received(idea, process.slug)
    return _preview_page(person, process, get_draft(process, token), token, form), status


def _received(idea: Contribution, slug: str) -> ResponseReturnValue:
    flash(
        _("Received. A moderator reads it and we write to you. Code %(code)s", code=idea.code),
        "success",
    )
    return redirect(idea_url(idea, slug), 303)


def _verdict(person: Person | None, process: Process) -> Verdict:
    """Whether who is here can write: a visitor can, and signs in before sending."""
    if person is None:
        return is_collecting_ideas(process, now())
    return can_submit_idea(person, process, now())


def _preview_page(
    person: Person | None,
    process: Process,
    draft: KeptDraft,
    token: str,
    form: SendForm | None = None,
) -> str:
    known = vocabulary_of(process)
    if person is not None and form is None:
        form = SendForm(data={"draft": token})
    return render_template(
        "ideas/drafts_show.html",
        process=process,
        draft=draft,
        token=token,
        body=markdown_html(draft.body),
        theme=next((one for one in known.themes if one.code == draft.theme), None),
        photos=how_many_photos(draft),
        form=form,
        verdict=_verdict(person, process),
        pact=pact_to_accept(person, process) if person else None,
        similar=similar_to(process, draft.title),
        counted=process.shows_supports(now()),
        known=known,
    )


def _form_page(process: Process, form: IdeaForm) -> str:
    person, known = current_person(), vocabulary_of(process)
    return render_template(
        "ideas/new.html",
        process=process,
        form=form,
        verdict=_verdict(person, process),
        places=known.spots,
        themes={theme.code: theme for theme in known.themes},
        picker=picker_part(process),
    )
