"""The console: what the facilitator sees and does, one block after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.running.commands import add_minutes, end_session, pause, resume, take_step
from consult.running.forms import MinutesForm, StepForm
from consult.running.pieces import console_piece
from consult.running.views.answers import piece_answer
from consult.running.views.entering import Staging, staging
from consult.running.views.screens import console_context
from consult.tables import console_path

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint(
    "running_console",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/console",
)


@bp.get("")
@open_to(SIGNED_IN)
def show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the session as it stands, and the next step."""
    return render_template("running/console.html", **console_context(staging(slug, code, number)))


@bp.get("/pieces/<part>")
@open_to(SIGNED_IN)
def piece_show(slug: str, code: str, number: int, part: str) -> ResponseReturnValue:
    """Show one piece of the console anew."""
    at = staging(slug, code, number)
    return piece_answer(
        at.session,
        part,
        at.person.id,
        "console__piece",
        lambda: console_piece(at.person, at.session, part),
    )


@bp.post("/steps")
@open_to(SIGNED_IN)
def step_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Go on by one step."""
    form = StepForm()
    sound = form.validate_on_submit()
    at = staging(slug, code, number)
    if sound:
        step, from_block_id = form.chosen()
        take_step(at.person, at.session, step, from_block_id)
    return _back(at)


@bp.post("/ending")
@open_to(SIGNED_IN)
def ending_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """End the session before its agenda does."""
    sound = ActionForm().validate_on_submit()
    at = staging(slug, code, number)
    if sound:
        end_session(at.person, at.session)
    return _back(at)


@bp.post("/pause")
@open_to(SIGNED_IN)
def pause_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Stop the countdown."""
    sound = ActionForm().validate_on_submit()
    at = staging(slug, code, number)
    if sound:
        pause(at.person, at.session)
    return _back(at)


@bp.post("/pause/delete")
@open_to(SIGNED_IN)
def pause_delete(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Let the countdown go on."""
    sound = ActionForm().validate_on_submit()
    at = staging(slug, code, number)
    if sound:
        resume(at.person, at.session)
    return _back(at)


@bp.post("/minutes")
@open_to(SIGNED_IN)
def minutes_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Give the block at hand more minutes."""
    form = MinutesForm()
    sound = form.validate_on_submit()
    at = staging(slug, code, number)
    if sound:
        add_minutes(at.person, at.session, form.minutes.data or 0, form.from_block.data or 0)
    return _back(at)


def _back(at: Staging) -> ResponseReturnValue:
    return redirect(console_path(at.session), 303)
