"""What everyone reads of moderation: its rules, and what was decided by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from consult.accounts import current_person
from consult.docket import (
    VERBS,
    agreement_in,
    answers_to,
    reasons_of,
    register_of,
    tallied,
    usual_wait,
    words_of,
)
from consult.kernel.access import EVERYONE, open_to
from consult.moderation.pieces import wait_words
from consult.processes import get_process

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("moderation", __name__, url_prefix="/processes/<slug>")


@bp.get("/rules")
@open_to(EVERYONE)
def rules(slug: str) -> ResponseReturnValue:
    """Print the rules, in their order."""
    process = get_process(slug, current_person())
    return render_template("moderation/rules.html", process=process, reasons=reasons_of(process))


@bp.get("/moderation")
@open_to(EVERYONE, query=("after",))
def index(slug: str) -> ResponseReturnValue:
    """List what was decided, by which rule, and nobody's words or name."""
    process = get_process(slug, current_person())
    page = register_of(process, after=request.args.get("after"))
    return render_template(
        "moderation/register.html",
        process=process,
        page=page,
        answers=answers_to(page.rows),
        tallied=tallied(process),
        reasons={one.code: one for one in reasons_of(process)},
        words=words_of(page.rows),
        verbs=VERBS,
        wait=wait_words(usual_wait(process)),
        agreed=agreement_in(process),
    )
