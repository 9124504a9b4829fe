"""A whole interview in public, as its interviewee has approved it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from consult.accounts import current_person
from consult.interviews import find_interview
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.processes import get_process
from consult.returning import signature_of
from consult.wholes.queries import passages_in_public, public_whole_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("wholes", __name__, url_prefix="/processes/<slug>/interviews/<code>")


@bp.get("")
@open_to(EVERYONE)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show a whole interview; one that is not public is missing."""
    interview = find_interview(get_process(slug, current_person()), code)
    whole = public_whole_of(interview)
    if whole is None:
        raise NotFoundError(_("There is no such interview."))
    return render_template(
        "wholes/show.html",
        process=interview.process,
        interview=interview,
        whole=whole,
        signature=signature_of(interview),
        passages=passages_in_public(interview),
    )
