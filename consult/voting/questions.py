"""The public pages of questions: one statement after another, what one answered, the results."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.accounts import current_person, signed_in_person
from consult.contributions import voice_id_of
from consult.kernel import limits
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import BadRequestError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.processes import get_process, pact_to_accept
from consult.voting.asked import (
    FEWEST_PEOPLE,
    get_question,
    get_statement,
    next_statement,
    own_stance,
    own_stances,
    progress_of,
    public_statements,
    questions_in,
    results_of,
)
from consult.voting.commands import propose_statement, take_stance
from consult.voting.forms import ANSWER_WORDS, StanceForm, StatementForm
from consult.voting.openings import result_ways
from consult.voting.policy import can_propose, can_see_results, can_take_stance, is_taking_stances

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.processes import Process
    from consult.voting.models import Question, Statement

bp = Blueprint("voting_questions", __name__, url_prefix="/processes/<slug>/questions")

STANCES, STANCE_TIME = 120, timedelta(minutes=1)
PROPOSALS, PROPOSAL_TIME = 10, timedelta(minutes=30)
LONGEST_NUMBER = 18


@bp.get("")
@open_to(EVERYONE)
def index(slug: str) -> ResponseReturnValue:
    """List the questions of a consultation."""
    process = get_process(slug, current_person())
    at = now()
    return render_template(
        "voting/index.html",
        process=process,
        questions=[
            (question, count, is_taking_stances(process, question, at))
            for question, count in questions_in(process)
        ],
    )


@bp.get("/<int:question_id>")
@open_to(EVERYONE, query=("statement", "last"))
def show(slug: str, question_id: int) -> ResponseReturnValue:
    """Show the next statement to answer, or the one that is to be answered otherwise."""
    person = current_person()
    process, question = _asked(slug, question_id)
    verdict = can_take_stance(person, process, question, now())
    voice_id = voice_id_of(person)
    progress = progress_of(question, voice_id)
    statement = _named("statement", question)
    if statement is None and verdict:
        statement = next_statement(question, voice_id, progress.answered)
    last = _named("last", question)
    return render_template(
        "voting/show.html",
        process=process,
        question=question,
        verdict=verdict,
        opened=is_taking_stances(process, question, now()),
        statement=statement if verdict else None,
        before=own_stance(statement, voice_id) if statement and person else None,
        progress=progress,
        last=last,
        last_stance=own_stance(last, voice_id) if last and person else None,
        statements=[] if person and verdict else public_statements(question),
        results=can_see_results(process, question, now()),
        form=StanceForm(formdata=None) if person else None,
        words=ANSWER_WORDS,
    )


@bp.post("/<int:question_id>/statements/<int:statement_id>/stance")
@open_to(SIGNED_IN)
def stance_create(slug: str, question_id: int, statement_id: int) -> ResponseReturnValue:
    """Take a stance, or change it, and go on to the next statement."""
    person = signed_in_person()
    limits.allow("voting.stance", str(person.id), burst=STANCES, per=STANCE_TIME)
    form = StanceForm()
    sound = form.validate_on_submit()
    _process, question = _asked(slug, question_id)
    statement = get_statement(question, statement_id)
    pressed = form.pressed()
    if pressed is None:
        raise BadRequestError(_("There is no such answer."))
    if sound:
        take_stance(person, statement, *pressed)
    here = url_for("voting_questions.show", slug=slug, question_id=question_id, last=statement_id)
    return redirect(f"{here}#statement", 303)


@bp.get("/<int:question_id>/stances")
@open_to(SIGNED_IN)
def stances_index(slug: str, question_id: int) -> ResponseReturnValue:
    """List what one answered, to answer otherwise."""
    person = signed_in_person()
    process, question = _asked(slug, question_id)
    return render_template(
        "voting/stances.html",
        process=process,
        question=question,
        stances=own_stances(question, voice_id_of(person)),
        verdict=can_take_stance(person, process, question, now()),
        words=ANSWER_WORDS,
    )


@bp.get("/<int:question_id>/results")
@open_to(EVERYONE)
def results_show(slug: str, question_id: int) -> ResponseReturnValue:
    """Tell what was answered, once the question is closed."""
    process, question = _asked(slug, question_id)
    require(can_see_results(process, question, now()))
    return render_template(
        "voting/results.html",
        process=process,
        question=question,
        results=results_of(question),
        ways=result_ways.fill([question])[question.id],
        words=ANSWER_WORDS,
        fewest=FEWEST_PEOPLE,
    )


@bp.get("/<int:question_id>/statements/new")
@open_to(SIGNED_IN)
def statement_new(slug: str, question_id: int) -> ResponseReturnValue:
    """Show the form to propose a statement, or why it is not open."""
    process, question = _asked(slug, question_id)
    return _form_page(process, question, StatementForm())


@bp.post("/<int:question_id>/statements")
@open_to(SIGNED_IN)
def statement_create(slug: str, question_id: int) -> ResponseReturnValue:
    """Take a proposed statement in, to wait for a moderator."""
    person = signed_in_person()
    limits.allow("voting.statement", str(person.id), burst=PROPOSALS, per=PROPOSAL_TIME)
    form = StatementForm()
    sound = form.validate_on_submit()
    process, question = _asked(slug, question_id)
    if sound:
        require(can_propose(person, process, question, now()))
        try:
            propose_statement(person, question, form.draft())
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Received. A moderator reads it before others can answer it."), "success")
            return redirect(
                url_for("voting_questions.show", slug=slug, question_id=question_id), 303
            )
    return _form_page(process, question, form), 422


def _form_page(process: Process, question: Question, form: StatementForm) -> str:
    person = signed_in_person()
    return render_template(
        "voting/statement_new.html",
        process=process,
        question=question,
        form=form,
        verdict=can_propose(person, process, question, now()),
        pact=pact_to_accept(person, process),
    )


def _asked(slug: str, question_id: int) -> tuple[Process, Question]:
    process = get_process(slug, current_person())
    return process, get_question(process, question_id)


def _named(key: str, question: Question) -> Statement | None:
    """The public statement that the address names, if it names one."""
    asked = request.args.get(key)
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER):
        raise BadRequestError(_("There is no such statement."))
    return get_statement(question, int(asked))
