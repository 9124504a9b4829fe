"""The short public address of a code on a receipt: how far it has come, its text only if public."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, make_response, render_template

from consult.contributions import contribution_coded, standings_of
from consult.ideas.slots import idea_url
from consult.kernel import limits
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.errors import NotFoundError
from consult.kernel.headers import share
from consult.kernel.i18n import _
from consult.kernel.visit import client_address
from consult.processes import is_visible

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("ideas_codes", __name__, url_prefix="/c")

# A room of people reading their receipts at once; 30^7 codes are not guessed at this pace.
LOOKED_UP, IN = 60, timedelta(minutes=10)


@bp.get("/<code>")
@open_to(EVERYONE, kept=False)
def show(code: str) -> ResponseReturnValue:
    """Say how far a contribution has come; lead to its text where everyone may read it."""
    limits.allow("idea.code", client_address(), burst=LOOKED_UP, per=IN)
    found = contribution_coded(code)
    if found is None or not is_visible(found.process, None):
        raise NotFoundError(_("No contribution has this code: check it on your receipt."))
    url = idea_url(found, found.process.slug) if found.is_public else None
    answer = make_response(
        render_template(
            "ideas/code_show.html",
            process=found.process,
            code=found.code,
            standing=standings_of([found])[found.id],
            title=found.title if found.is_public else None,
            url=url,
        )
    )
    share(answer)
    return answer
