"""Opening the queue, a list of what is decided, or one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from consult.contributions import State
from consult.docket import decided_in, get_subject, head_of_queue
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _
from consult.moderation.desk.blueprint import SIEVE_KEYS, around, at_the_desk, bp
from consult.moderation.desk.page import page

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

SHELVES = (State.WAITING, State.PUBLISHED, State.HIDDEN)


@bp.get("")
@open_to(SIGNED_IN, query=("state", "after", *SIEVE_KEYS))
def index(slug: str) -> ResponseReturnValue:
    """Open what has waited longest, or the list of what is published or hidden."""
    desk = at_the_desk(slug)
    asked = request.args.get("state", State.WAITING)
    if asked not in SHELVES:
        raise BadRequestError(_("There is no such list."))
    shelf = State(asked)
    if shelf is State.WAITING:
        rows = head_of_queue(desk.process, desk.reach, desk.sieve)
        return page(desk, rows[0].subject if rows else None, rows=rows)
    decided = decided_in(desk.process, desk.reach, shelf, after=request.args.get("after"))
    return render_template("moderation/decided.html", page=decided, shelf=shelf, **around(desk))


@bp.get("/<ref>")
@open_to(SIGNED_IN, query=SIEVE_KEYS)
def show(slug: str, ref: str) -> ResponseReturnValue:
    """Open one thing, whatever its state."""
    desk = at_the_desk(slug)
    return page(desk, get_subject(desk.process, ref, desk.person))
