"""Changing one's own idea, and withdrawing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for

from consult.accounts import signed_in_person
from consult.contributions import get_contribution
from consult.ideas.commands import OutsideTerritoryError, edit_idea, withdraw_idea
from consult.ideas.forms import EditForm
from consult.ideas.policy import can_edit_idea, can_withdraw_idea, edit_until
from consult.ideas.slots import idea_url
from consult.ideas.views.blueprint import bp
from consult.ideas.vocabulary import vocabulary_of
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import ConflictError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.processes import get_process, word_differences

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.contributions import Contribution
    from consult.processes import Piece


def _own(slug: str, code: str) -> tuple[Person, Contribution]:
    """Return who asks, and the idea, if they may read it."""
    person = signed_in_person()
    return person, get_contribution(get_process(slug, person), code, person)


@bp.get("/<code>/edit")
@open_to(SIGNED_IN)
def edit(slug: str, code: str) -> ResponseReturnValue:
    """Show the form to change an idea, or why it cannot be changed."""
    person, idea = _own(slug, code)
    require(can_edit_idea(person, idea, now()))
    return _form_page(idea, EditForm.of(idea, vocabulary_of(idea.process).themes))


@bp.post("/<code>")
@open_to(SIGNED_IN)
def update(slug: str, code: str) -> ResponseReturnValue:
    """Change an idea."""
    person, idea = _own(slug, code)
    form = EditForm(vocabulary_of(idea.process).themes)
    if form.validate_on_submit():
        person, idea = _own(slug, code)
        try:
            edit_idea(person, idea, form.draft(), form.version_seen())
        except ConflictError as conflict:
            form.show(conflict)
            form.version.data = str(idea.version)
            return _form_page(idea, form, _differing(idea, form)), 409
        except OutsideTerritoryError as refusal:
            form.show(refusal)
        else:
            flash(_("Changed. What it said before stays readable in its history."), "success")
            return redirect(idea_url(idea, slug), 303)
    return _form_page(idea, form), 422


def _differing(idea: Contribution, form: EditForm) -> list[tuple[str, list[Piece]]]:
    """Return each text that is not as saved, with what differs."""
    texts = ((form.title, idea.title), (form.body, idea.source))
    return [
        (str(field.label.text), word_differences(saved, field.data or ""))
        for field, saved in texts
        if field.data != saved
    ]


def _form_page(
    idea: Contribution, form: EditForm, differing: list[tuple[str, list[Piece]]] | None = None
) -> str:
    known = vocabulary_of(idea.process)
    return render_template(
        "ideas/edit.html",
        process=idea.process,
        idea=idea,
        form=form,
        differing=differing or [],
        until=edit_until(idea),
        places=known.spots,
        themes={theme.code: theme for theme in known.themes},
    )


@bp.get("/<code>/withdrawal/new")
@open_to(SIGNED_IN)
def withdrawal_new(slug: str, code: str) -> ResponseReturnValue:
    """Say what withdrawing does, before it is done."""
    person, idea = _own(slug, code)
    require(can_withdraw_idea(person, idea))
    return render_template(
        "ideas/withdrawal_new.html",
        process=idea.process,
        idea=idea,
        form=ActionForm(),
        supports=idea.supports if idea.process.shows_supports(now()) else None,
    )


@bp.post("/<code>/withdrawal")
@open_to(SIGNED_IN)
def withdrawal_create(slug: str, code: str) -> ResponseReturnValue:
    """Withdraw an idea."""
    if ActionForm().validate_on_submit():
        person, idea = _own(slug, code)
        withdraw_idea(person, idea)
        flash(_("Withdrawn: nobody but you and the staff can read it any more."), "success")
    return redirect(url_for("ideas.show", slug=slug, code=code), 303)
