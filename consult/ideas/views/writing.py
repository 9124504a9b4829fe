"""Writing an idea: the form, the preview, and sending it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template

from consult.accounts import signed_in_person
from consult.ideas.commands import OutsideTerritoryError, PactNotAcceptedError, submit_idea
from consult.ideas.forms import IdeaForm
from consult.ideas.policy import can_submit_idea
from consult.ideas.slots import idea_url
from consult.ideas.views.blueprint import bp
from consult.ideas.vocabulary import vocabulary_of
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.i18n import _
from consult.processes import get_process, pact_to_accept

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.processes import Process

MOST_UPLOAD_BYTES = 13 * 1024 * 1024


@bp.get("/new")
@open_to(SIGNED_IN)
def new(slug: str) -> ResponseReturnValue:
    """Show the form, or why it is not open."""
    process = get_process(slug, signed_in_person())
    return _form_page(process, IdeaForm(vocabulary_of(process).themes))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Take an idea in."""
    person = signed_in_person()
    process = get_process(slug, person)
    form = IdeaForm(vocabulary_of(process).themes)
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
    person, known = signed_in_person(), vocabulary_of(process)
    return render_template(
        "ideas/new.html",
        process=process,
        form=form,
        verdict=can_submit_idea(person, process, now()),
        pact=pact_to_accept(person, process),
        places=known.spots,
        themes={theme.code: theme for theme in known.themes},
    )
