"""From the console: seat the rounds, call the next card, name places and move topics; on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.rounds.commands import (
    free_cell,
    move_topic,
    plan_rounds,
    read_next,
    set_places,
    unread_last,
)
from consult.rounds.forms import CellForm, PlacesForm, ReadingForm, TablesForm
from consult.rounds.pieces import grid_context, rounds_context
from consult.seats import at_console, present_in
from consult.tables import Block, Session, console_path
from consult.wall import find_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.kernel.forms import Form

bp = Blueprint(
    "rounds_desk",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/console",
)


@bp.get("/rounds")
@open_to(SIGNED_IN)
def rounds_index(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show who sits at which table in each round, to print for who has no phone."""
    _person, session = at_console(slug, code, number)
    return _rounds_page(session, TablesForm(formdata=None))


@bp.post("/rounds")
@open_to(SIGNED_IN)
def rounds_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Seat everyone anew in the rounds to come."""
    form = TablesForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    if sound:
        try:
            plan_rounds(person, session, form.tables.data)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            return redirect(_back(session, "rounds_desk.rounds_index"), 303)
    return _rounds_page(session, form), 422


@bp.post("/readings")
@open_to(SIGNED_IN)
def reading_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Call the next card."""
    form = ReadingForm()
    return _do(
        (slug, code, number),
        form,
        lambda person, session: read_next(person, session, _at_hand(session), form.after.data or 0),
    )


@bp.post("/readings/delete")
@open_to(SIGNED_IN)
def reading_delete(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Take the last call back."""
    form = ReadingForm()
    return _do(
        (slug, code, number),
        form,
        lambda person, session: unread_last(
            person, session, _at_hand(session), form.after.data or 0
        ),
    )


@bp.get("/grid")
@open_to(SIGNED_IN)
def grid_show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the grid on a page of its own, to set it and to print it."""
    _person, session = at_console(slug, code, number)
    return _grid_page(session, None)


@bp.post("/grid")
@open_to(SIGNED_IN)
def grid_update(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Name the places."""
    form = PlacesForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    if sound:
        try:
            set_places(person, session, form.names())
        except RefusedError as refusal:
            form.show(refusal)
        else:
            return redirect(_back(session, "rounds_desk.grid_show"), 303)
    return _grid_page(session, form), 422


@bp.post("/topics")
@open_to(SIGNED_IN)
def topic_update(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Put somebody's topic into another cell, or take it out of the grid."""
    form = CellForm()

    def act(person: Person, session: Session) -> None:
        card = find_card(session, form.card.data or 0)
        if form.cell.data == "none":
            free_cell(person, session, card)
            return
        block_id, place = form.chosen()
        slot = next((one for one in session.blocks if one.id == block_id), None)
        if slot is None:
            raise NotFoundError(_("There is no such place in the grid."))
        move_topic(person, session, card, slot, place)

    return _do((slug, code, number), form, act)


def _do(
    where: tuple[str, str, int], form: Form, act: Callable[[Person, Session], None]
) -> ResponseReturnValue:
    """Do one thing, and go back to the console."""
    sound = form.validate_on_submit()
    person, session = at_console(*where)
    if sound:
        act(person, session)
    return redirect(f"{console_path(session)}#part-rounds", 303)


def _at_hand(session: Session) -> Block:
    if session.block is None:
        raise NotFoundError(_("This session is not running."))
    return session.block


def _back(session: Session, page: str) -> str:
    """Return the page on which a button was pressed: the console, or a page of its own."""
    if request.form.get("to") == "console":
        return console_path(session)
    return url_for(page, **_place(session))


def _place(session: Session) -> dict[str, Any]:
    return {
        "slug": session.table.process.slug,
        "code": session.table.code,
        "number": session.number,
    }


def _rounds_page(session: Session, form: TablesForm) -> str:
    around = rounds_context(session, session.block)
    if not form.is_submitted():
        form = around["form"]  # type: ignore[assignment]  # the context holds things of all kinds
    return render_template(
        "rounds/rounds.html",
        **(around | {"form": form}),
        process=session.table.process,
        people=present_in(session),
    )


def _grid_page(session: Session, form: PlacesForm | None) -> str:
    around = grid_context(session, session.block)
    return render_template(
        "rounds/grid.html",
        **(around | ({} if form is None else {"places_form": form})),
        process=session.table.process,
    )
