"""The facilitator puts questions to the room, closes them and tells what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template

from consult.accounts import signed_in_person
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.kernel.policy import require
from consult.polls.commands import close_poll, next_round, open_poll, tell_poll
from consult.polls.drafts import UnsoundPollError
from consult.polls.forms import PollForm
from consult.polls.queries import get_poll
from consult.processes import get_process
from consult.tables import can_run, console_path, find_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.polls.models import Poll
    from consult.tables import Session

bp = Blueprint(
    "polls_desk",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/console/polls",
)


@bp.get("/new")
@open_to(SIGNED_IN)
def new(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the form of a question to the room on a page of its own."""
    session = _session(slug, code, number)
    require(can_run(signed_in_person(), session))
    return render_template("polls/new.html", session=session, form=PollForm())


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Put a question to the room."""
    form = PollForm()
    sound = form.validate_on_submit()
    session = _session(slug, code, number)
    require(can_run(signed_in_person(), session))
    if sound:
        try:
            open_poll(signed_in_person(), session, form.draft(), session.block)
        except UnsoundPollError as refusal:
            form.show(refusal)
        else:
            return redirect(console_path(session), 303)
    return render_template("polls/new.html", session=session, form=form), 422


@bp.post("/<int:poll_id>/closing")
@open_to(SIGNED_IN)
def closing_create(slug: str, code: str, number: int, poll_id: int) -> ResponseReturnValue:
    """Take no more answers."""
    return _do(slug, code, number, poll_id, close_poll)


@bp.post("/<int:poll_id>/telling")
@open_to(SIGNED_IN)
def telling_create(slug: str, code: str, number: int, poll_id: int) -> ResponseReturnValue:
    """Show everyone what was answered."""
    return _do(slug, code, number, poll_id, tell_poll)


@bp.post("/<int:poll_id>/rounds")
@open_to(SIGNED_IN)
def round_create(slug: str, code: str, number: int, poll_id: int) -> ResponseReturnValue:
    """Ask a panel the same again."""
    return _do(slug, code, number, poll_id, next_round)


def _do(
    slug: str,
    code: str,
    number: int,
    poll_id: int,
    act: Callable[[Person, Session, Poll], object],
) -> ResponseReturnValue:
    sound = ActionForm().validate_on_submit()
    session = _session(slug, code, number)
    if sound:
        act(signed_in_person(), session, get_poll(session, poll_id))
    return redirect(console_path(session), 303)


def _session(slug: str, code: str, number: int) -> Session:
    return find_session(get_process(slug, signed_in_person()), code, number)
