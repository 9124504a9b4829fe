"""The desk's pages of guides in versions, and of what interviewees are told and asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.accounts import Person, signed_in_person
from consult.guides.chapters import chapters_of
from consult.guides.commands import make_guide, publish_consent_text, revise_guide
from consult.guides.forms import consent_form, guide_draft, guide_form
from consult.guides.policy import can_keep_guides, can_open_interviews
from consult.guides.queries import consent_text_of, consent_texts_of, find_guide, guides_of
from consult.guides.slots import ways_in
from consult.guides.words import SILENCES, silence_words
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _, text
from consult.kernel.policy import require
from consult.processes import Process, get_process, process_desks, roles_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.guides.forms import ConsentForm
    from consult.guides.models import Guide
    from consult.processes import WordedForm

bp = Blueprint("guides", __name__, url_prefix="/processes/<slug>/desk/interviews")


def at_the_desk(slug: str) -> tuple[Person, Process]:
    """Return who sits at the desk and the consultation; others are told why they may not."""
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_open_interviews(person, process))
    return person, process


def around(person: Person, process: Process) -> dict[str, Any]:
    """Return what each page shows around its own."""
    roles = roles_of(person, process)
    return {
        "process": process,
        "desks": [one for one in process_desks.fill([process])[process.id] if one.roles & roles],
        "ways": ways_in(process),
        "desk_url": f"/processes/{process.slug}/desk/interviews",
        "may_keep": can_keep_guides(person, process),
    }


@bp.get("/guides")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List the guides, with what each asks."""
    person, process = at_the_desk(slug)
    return render_template(
        "guides/index.html",
        guides=[(one, chapters_of(text(one.versions[-1].texts))) for one in guides_of(process)],
        **around(person, process),
    )


@bp.get("/guides/new")
@open_to(SIGNED_IN)
def new(slug: str) -> ResponseReturnValue:
    """Ask for a guide."""
    person, process = at_the_desk(slug)
    return _guide_page(person, process, guide_form(process))


@bp.post("/guides")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Make a guide."""
    person, process = at_the_desk(slug)
    form = guide_form(process)
    if form.validate_on_submit():
        person, process = at_the_desk(slug)
        try:
            make_guide(person, process, guide_draft(form))
        except RefusedError as refusal:
            _show(form, refusal, process)
        else:
            return redirect(url_for("guides.index", slug=slug), 303)
    return _guide_page(person, process, form), 422


@bp.get("/guides/<int:guide_id>")
@open_to(SIGNED_IN)
def edit(slug: str, guide_id: int) -> ResponseReturnValue:
    """Show a guide to be changed, and its versions."""
    person, process = at_the_desk(slug)
    guide = find_guide(process, guide_id)
    return _guide_page(person, process, guide_form(process, guide), guide)


@bp.post("/guides/<int:guide_id>")
@open_to(SIGNED_IN)
def update(slug: str, guide_id: int) -> ResponseReturnValue:
    """Keep a further version of a guide."""
    person, process = at_the_desk(slug)
    guide = find_guide(process, guide_id)
    form, status = guide_form(process, guide), 422
    if form.validate_on_submit():
        person, process = at_the_desk(slug)
        guide = find_guide(process, guide_id)
        try:
            revise_guide(person, process, guide, guide_draft(form), form.version_seen())
        except ConflictError as conflict:
            last = guide.versions[-1]
            form.show_conflict(conflict, {"text": last.texts}, last.number)
            status = 409
        except RefusedError as refusal:
            _show(form, refusal, process)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("guides.index", slug=slug), 303)
    return _guide_page(person, process, form, guide), status


@bp.get("/consent")
@open_to(SIGNED_IN)
def consent_edit(slug: str) -> ResponseReturnValue:
    """Show what interviewees are asked, to be published anew."""
    person, process = at_the_desk(slug)
    return _consent_page(person, process, consent_form(process, consent_text_of(process)))


@bp.post("/consent")
@open_to(SIGNED_IN)
def consent_create(slug: str) -> ResponseReturnValue:
    """Publish what interviewees are asked from now on."""
    person, process = at_the_desk(slug)
    form = consent_form(process, None)
    if form.validate_on_submit():
        person, process = at_the_desk(slug)
        try:
            publish_consent_text(person, process, form.draft())
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Published: interviewees are asked this from now on."), "success")
            return redirect(url_for("guides.consent_edit", slug=slug), 303)
    return _consent_page(person, process, form), 422


def _show(form: WordedForm, refusal: RefusedError, process: Process) -> None:
    """Put a refusal about the questions beside their first language."""
    if refusal.field == "text":
        refusal.field = f"text_{process.languages[0]}"
    form.show(refusal)


def _guide_page(
    person: Person, process: Process, form: WordedForm, guide: Guide | None = None
) -> str:
    return render_template("guides/edit.html", form=form, guide=guide, **around(person, process))


def _consent_page(person: Person, process: Process, form: ConsentForm) -> str:
    return render_template(
        "guides/consent.html",
        form=form,
        texts=consent_texts_of(process),
        silences=SILENCES,
        silence_words=silence_words,
        **around(person, process),
    )
