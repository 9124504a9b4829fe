"""The curators' desk: opening a question, writing statements under it, closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.accounts import Person, signed_in_person
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _, _l
from consult.kernel.policy import require
from consult.processes import Process, get_process, process_desks, roles_of
from consult.voting.asked import FEWEST_PEOPLE, get_question, questions_in, statements_under
from consult.voting.commands import (
    NoTitleError,
    close_question,
    open_question,
    write_statement,
)
from consult.voting.forms import QuestionForm, StatementForm, question_form
from consult.voting.models import StatementState
from consult.voting.policy import can_ask

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.voting.models import Question

bp = Blueprint("voting_desk", __name__, url_prefix="/processes/<slug>/desk/questions")

STATES = {
    StatementState.WAITING: _l("Waits for a moderator"),
    StatementState.PUBLISHED: _l("Public"),
    StatementState.HIDDEN: _l("Hidden"),
}


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List the questions."""
    person, process = _at_the_desk(slug)
    return render_template("voting/desk/index.html", **_around(person, process))


@bp.get("/new")
@open_to(SIGNED_IN)
def new(slug: str) -> ResponseReturnValue:
    """Ask what the question is."""
    person, process = _at_the_desk(slug)
    return _new_page(person, process, question_form(process))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Open a question."""
    person, process = _at_the_desk(slug)
    form = question_form(process)
    if form.validate_on_submit():
        try:
            question = open_question(person, process, form.draft())
        except NoTitleError as refusal:
            form.show(refusal)
        else:
            flash(_("The question is open. Write statements under it."), "success")
            return redirect(url_for("voting_desk.show", slug=slug, question_id=question.id), 303)
    return _new_page(person, process, form), 422


@bp.get("/<int:question_id>")
@open_to(SIGNED_IN)
def show(slug: str, question_id: int) -> ResponseReturnValue:
    """Show a question with every statement under it, and the form for one more."""
    person, process = _at_the_desk(slug)
    return _page(person, process, get_question(process, question_id), StatementForm())


@bp.post("/<int:question_id>/statements")
@open_to(SIGNED_IN)
def statement_create(slug: str, question_id: int) -> ResponseReturnValue:
    """Put a statement of the staff under a question."""
    person, process = _at_the_desk(slug)
    form = StatementForm()
    sound = form.validate_on_submit()
    question = get_question(process, question_id)
    if sound:
        try:
            write_statement(person, question, form.draft())
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("The statement is public."), "success")
            return redirect(url_for("voting_desk.show", slug=slug, question_id=question_id), 303)
    return _page(person, process, question, form), 422


@bp.post("/<int:question_id>/closing")
@open_to(SIGNED_IN)
def closing_create(slug: str, question_id: int) -> ResponseReturnValue:
    """Close a question, for good."""
    if ActionForm().validate_on_submit():
        person, process = _at_the_desk(slug)
        close_question(person, get_question(process, question_id))
        flash(_("The question is closed: everyone reads what was answered."), "success")
    return redirect(url_for("voting_desk.show", slug=slug, question_id=question_id), 303)


def _at_the_desk(slug: str) -> tuple[Person, Process]:
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_ask(person, process))
    return person, process


def _new_page(person: Person, process: Process, form: QuestionForm) -> str:
    return render_template("voting/desk/new.html", form=form, **_around(person, process))


def _page(person: Person, process: Process, question: Question, form: StatementForm) -> str:
    return render_template(
        "voting/desk/show.html",
        question=question,
        statements=statements_under(question),
        states=STATES,
        fewest=FEWEST_PEOPLE,
        form=form,
        closing=ActionForm(formdata=None),
        **_around(person, process),
    )


def _around(person: Person, process: Process) -> dict[str, Any]:
    roles = roles_of(person, process)
    return {
        "process": process,
        "questions": questions_in(process),
        "desks": [one for one in process_desks.fill([process])[process.id] if one.roles & roles],
        "desk_url": url_for("voting_desk.index", slug=process.slug),
    }
