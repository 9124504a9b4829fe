"""The public page of a question that is told: what unites, what divides; and the same as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from consult.accounts import current_person
from consult.contributions import voice_id_of
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.opinions.drawing import HIGH, WIDE, drawn
from consult.opinions.queries import last_run
from consult.opinions.telling import Shares, Told, own_place, told_of
from consult.processes import Process, get_process
from consult.voting import (
    FEWEST_PEOPLE,
    Question,
    can_see_results,
    get_question,
    own_stances,
    public_statements,
)

bp = Blueprint(
    "opinions", __name__, url_prefix="/processes/<slug>/questions/<int:question_id>/opinions"
)


@bp.get("")
@open_to(EVERYONE)
def show(slug: str, question_id: int) -> ResponseReturnValue:
    """Tell what unites and what divides, and to a reader alone where they stand."""
    person = current_person()
    process, question, told = _asked(slug, question_id)
    stances = own_stances(question, voice_id_of(person)) if person else []
    own = own_place(told.run, stances) if told else None
    return render_template(
        "opinions/show.html",
        process=process,
        question=question,
        told=told,
        own=own,
        answered=len(stances),
        rings=drawn(told.portraits, own) if told else [],
        size=(WIDE, HIGH),
        fewest=FEWEST_PEOPLE,
    )


@bp.get("/data")
@open_to(EVERYONE)
def data_show(slug: str, question_id: int) -> ResponseReturnValue:
    """Give the same as data: statements and groups of ten people or more, and the manifest."""
    _process, _question, told = _asked(slug, question_id)
    if told is None:
        raise NotFoundError(_("Nothing was found yet."))
    result = told.run.result
    return jsonify(
        {
            "manifest": told.run.manifest,
            "finding": told.finding,
            "verdict": {key: told.verdict[key] for key in told.verdict if key != "found"},
            "people": told.people,
            "groups": [
                {
                    "number": one.number,
                    "people": one.people,
                    "center": one.center,
                    "agrees": [said.text for said, agrees in one.telling if agrees],
                    "disagrees": [said.text for said, agrees in one.telling if not agrees],
                }
                for one in told.portraits
            ],
            "unites": _listed(told.uniting),
            "divides": _listed(told.dividing),
            "moderated_out": len(result["moderated"]),
        }
    )


def _listed(shares: Sequence[Shares]) -> list[dict[str, Any]]:
    return [
        {
            "statement": one.statement.text,
            "by_group": one.bands,
            "how_many": "disagree" if one.against else "agree",
        }
        for one in shares
    ]


def _asked(slug: str, question_id: int) -> tuple[Process, Question, Told | None]:
    process = get_process(slug, current_person())
    question = get_question(process, question_id)
    require(can_see_results(process, question, now()))
    run = last_run(question, judged=True)
    return process, question, told_of(run, public_statements(question)) if run else None
